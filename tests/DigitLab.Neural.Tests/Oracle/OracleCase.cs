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

    public WindowGeometry Window
    {
        get
        {
            int[] window = Whole("window"), padding = Whole("padding");
            return new WindowGeometry(
                window[0],
                window[1],
                _content.GetProperty("stride").GetInt32(),
                new Padding(padding[0], padding[1], padding[2], padding[3]),
                _content.GetProperty("dilation").GetInt32());
        }
    }

    public static IEnumerable<string> NamesOf(string file) => Files[file].RootElement.EnumerateObject().Select(property => property.Name);

    public static OracleCase Of(string file, string name) => new($"{file} \"{name}\"", Files[file].RootElement.GetProperty(name));

    public IEnumerable<OracleCase> Each(string property) =>
        _content.GetProperty(property).EnumerateArray().Select((element, i) => new OracleCase($"{Name} {property} {i}", element));

    public double Number(string property) => _content.GetProperty(property).GetDouble();

    public int[] Whole(string property) => [.. _content.GetProperty(property).EnumerateArray().Select(element => element.GetInt32())];

    public Tensor Tensor(string property) => TensorIn(_content.GetProperty(property));

    /// <summary>The tensor that this case is, where the case is one of a list of tensors.</summary>
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
