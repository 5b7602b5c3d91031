namespace DigitLab.Imaging.Tests;

/// <summary>What every refusal must look like: one line, one sentence.</summary>
internal static class Sentence
{
    public static void Check(string message)
    {
        Assert.DoesNotContain('\n', message);
        Assert.InRange(message.Length, 20, 250);
        Assert.True(message.EndsWith('.') || message.EndsWith('?'), message);
    }

    /// <summary>Decodes a file that must be refused, and gives the message.</summary>
    public static string Of(byte[] file, PictureLimits? limits = null)
    {
        string message = Assert.Throws<InvalidDataException>(() => PictureFile.Decode(file, limits)).Message;
        Check(message);
        return message;
    }
}
