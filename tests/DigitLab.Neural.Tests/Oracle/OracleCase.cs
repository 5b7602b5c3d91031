using System.Text.Json;

namespace DigitLab.Neural.Tests.Oracle;

/// <summary>A reference case that PyTorch computed, from <c>tests/oracle/cases</c>; its README says how.</summary>
internal sealed class OracleCase
{
    private static readonly Dictionary<string, JsonDocument> Files = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "oracle"), "*.json")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => JsonDocument.Parse(File.ReadAllBytes(path)));

    private readonly JsonElement _content;

    private OracleCase(string name, JsonElement content) => (Name, _content) = (name, content);

    public string Name { get; }

    /// <summary>The last part of the name: what the case is called where it stands.</summary>
    public string Key { get; private init; } = "";

    public static IEnumerable<string> NamesOf(string file) => Files[file].RootElement.EnumerateObject().Select(property => property.Name);

    /// <summary>Every case of every file that has a certain property.</summary>
    public static IEnumerable<(string File, string Name)> AllWith(string property) =>
        from file in Files
        orderby file.Key
        from element in file.Value.RootElement.EnumerateObject()
        where element.Value.TryGetProperty(property, out _)
        select (file.Key, element.Name);

    public static OracleCase Of(string file, string name) => new($"{file} \"{name}\"", Files[file].RootElement.GetProperty(name));

    public IEnumerable<OracleCase> Each(string property) =>
        _content.GetProperty(property).EnumerateArray().Select((element, i) => new OracleCase($"{Name} {property} {i}", element));

    /// <summary>The members of an object under their names, in order; none where there is no such object.</summary>
    public IEnumerable<OracleCase> Members(string property) => _content.TryGetProperty(property, out JsonElement members)
        ? members.EnumerateObject().Select(member => new OracleCase($"{Name} {property} {member.Name}", member.Value) { Key = member.Name })
        : [];

    public bool Has(string property) => _content.TryGetProperty(property, out _);

    public bool Flag(string property, bool otherwise) => Has(property) ? _content.GetProperty(property).GetBoolean() : otherwise;

    /// <summary>What the engine's own JSON says, such as a layer's description.</summary>
    public T Read<T>(string property) => _content.GetProperty(property).Deserialize<T>(JsonSerializerOptions.Web)!;

    public double Number(string property) => _content.GetProperty(property).GetDouble();

    public int[] Whole(string property) => [.. _content.GetProperty(property).EnumerateArray().Select(element => element.GetInt32())];

    public Tensor Tensor(string property) => TensorIn(_content.GetProperty(property));

    /// <summary>The tensor that this case is, where the case is one of several tensors.</summary>
    public Tensor Tensor() => TensorIn(_content);

    /// <summary>The same, demanded of the engine.</summary>
    public void AssertClose(ReadOnlySpan<float> actual) => AssertClose(_content, actual, Name);

    /// <summary>Demands that all numbers lie within the case's own tolerance.</summary>
    public void AssertClose(string property, ReadOnlySpan<float> actual) => AssertClose(_content.GetProperty(property), actual, $"{Name}, {property}");

    /// <summary>The same for a single number in double precision.</summary>
    public void AssertClose(string property, double actual)
    {
        JsonElement element = _content.GetProperty(property);
        double expected = element.GetProperty("value").GetDouble();
        Assert.True(
            Math.Abs(actual - expected) <= element.GetProperty("tolerance").GetDouble(), $"{Name}, {property}: {actual:R}, expected {expected:R}");
    }

    /// <summary>The same for a list of numbers in double precision, relative to each.</summary>
    public void AssertRelativelyClose(string property, IReadOnlyList<double> actual)
    {
        JsonElement element = _content.GetProperty(property);
        double[] expected = [.. element.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        double tolerance = element.GetProperty("relativeTolerance").GetDouble();
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= tolerance * expected[i], $"{Name}, {property} {i}: {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    private static void AssertClose(JsonElement element, ReadOnlySpan<float> actual, string where)
    {
        Tensor expected = TensorIn(element);
        double tolerance = element.GetProperty("tolerance").GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Math.Abs((double)actual[i] - expected.Span[i]);
            Assert.True(error <= tolerance, $"{where}: number {i} is {actual[i]:R}, expected {expected.Span[i]:R} within {tolerance:R}");
        }
    }

    private static Tensor TensorIn(JsonElement element) => Neural.Tensor.From(
        new Shape([.. element.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]),
        [.. element.GetProperty("values").EnumerateArray().Select(value => value.GetSingle())]);
}
