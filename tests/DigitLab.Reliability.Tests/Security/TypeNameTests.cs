using System.Text;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Reliability.Tests.Security;

/// <summary>A file chooses among things that are known here; it never names a type, and nothing in it is run.</summary>
public sealed class TypeNameTests
{
    private const string Type = "System.Diagnostics.Process, System.Diagnostics.Process";

    [Theory]
    [InlineData("""{ "$type": "TYPE", "model": "softmax" }""")]
    [InlineData("""{ "model": "softmax", "optimizer": { "$type": "TYPE" } }""")]
    [InlineData("""{ "model": "softmax", "optimizer": { "kind": "TYPE" } }""")]
    [InlineData("""{ "model": "softmax", "loss": { "kind": "TYPE" } }""")]
    [InlineData("""{ "model": "TYPE" }""")]
    public void A_configuration_that_names_a_type_is_refused(string json)
    {
        string text = json.Replace("TYPE", Type, StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => Known(() => TrainingConfiguration.FromJson(text, "config.json").BuildNetwork()));
    }

    [Theory]
    [InlineData("TYPE")]
    [InlineData("DigitLab.Neural.Dense, DigitLab.Neural")]
    [InlineData("dense")]
    public void A_model_file_that_names_a_type_is_refused(string name)
    {
        var network = new Network("x", new Shape(2, 2, 1), new Sequential(new Flatten(), new Dense(4, 10)));
        using var stream = new MemoryStream();
        ModelFile.Write(stream, network);
        string text = Encoding.Latin1.GetString(stream.ToArray()), other = text.Replace("""\u0022Dense\u0022""", $"""\u0022{name.Replace("TYPE", Type, StringComparison.Ordinal)}\u0022""", StringComparison.Ordinal);
        Assert.NotEqual(text, other);
        byte[] bytes = Encoding.Latin1.GetBytes(other);
        BitConverter.TryWriteBytes(bytes, BitConverter.ToInt64(bytes) + other.Length - text.Length);

        Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream(bytes), "x.safetensors"));
    }

    // What pickle would run is only ever a name here.
    [Fact]
    public void A_PyTorch_file_that_calls_a_function_is_refused_and_calls_nothing()
    {
        string mark = Path.Combine(Path.GetTempPath(), $"digitlab-{Guid.NewGuid():N}");
        byte[] pickle = [0x80, 2, .. "cposix\nsystem\n"u8, .. "X"u8, .. BitConverter.GetBytes(6 + mark.Length), .. Encoding.ASCII.GetBytes($"touch {mark}"), 0x85, .. "R."u8];
        byte[] number = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

        Assert.Throws<InvalidDataException>(() => TorchFile.Read(new MemoryStream([.. number, .. pickle]), "x.pth"));
        Assert.False(File.Exists(mark));
    }

    private static void Known(Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is not (InvalidDataException or ArgumentException))
        {
            Assert.Fail($"expected a refusal, got {exception}");
        }
    }
}
