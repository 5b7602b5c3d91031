using System.Text;

namespace DigitLab.Neural.Tests.Files;

/// <summary>Bytes of safetensors files, whole and damaged.</summary>
internal static class TestFile
{
    /// <summary>A file with just this header, and so many bytes of data.</summary>
    public static byte[] Of(string header, int dataBytes) => Of(Encoding.UTF8.GetBytes(header), dataBytes);

    public static byte[] Of(byte[] header, int dataBytes) => [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[dataBytes]];

    public static byte[] Of(SafetensorsFile content)
    {
        using var stream = new MemoryStream();
        content.Write(stream);
        return stream.ToArray();
    }

    public static SafetensorsFile Read(byte[] file) => SafetensorsFile.Read(new MemoryStream(file), "test.safetensors");

    public static Network ReadModel(byte[] file) => ModelFile.Read(new MemoryStream(file), "test.safetensors");

    /// <summary>Reads a file that must be refused with one sentence, and gives it.</summary>
    public static string Refusal(Action read)
    {
        string message = Assert.Throws<InvalidDataException>(read).Message;
        Assert.StartsWith("test.safetensors: ", message);
        Assert.EndsWith(".", message);
        return message;
    }

    /// <summary>Reads a file that may be refused, but only as invalid data.</summary>
    /// <returns>Whether it was read.</returns>
    public static bool IsReadOrRefused(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidDataException exception)
        {
            Assert.StartsWith("test.safetensors: ", exception.Message);
            return false;
        }
    }
}
