namespace DigitLab.Imaging.Tests;

/// <summary>Damages a file in many ways and demands that each gives a picture or one sentence, never another exception.</summary>
internal static class Damage
{
    /// <summary>Changes every byte to several other values.</summary>
    /// <returns>How many of the damaged files still gave a picture.</returns>
    public static int EveryByte(byte[] file, Func<byte[], byte[]>? afterwards = null)
    {
        int pictures = 0;
        for (int i = 0; i < file.Length; i++)
        {
            foreach (byte value in new byte[] { (byte)(file[i] ^ 0xFF), (byte)(file[i] ^ 1), (byte)(file[i] ^ 0x80), 0, 255, (byte)'9' })
            {
                byte[] damaged = (byte[])file.Clone();
                damaged[i] = value;
                pictures += GivesPictureOrSentence(afterwards is null ? damaged : afterwards(damaged)) ? 1 : 0;
            }
        }

        return pictures;
    }

    /// <summary>Cuts the file off after every byte.</summary>
    public static int EveryLength(byte[] file)
    {
        int pictures = 0;
        for (int length = 0; length < file.Length; length++)
        {
            pictures += GivesPictureOrSentence(file[..length]) ? 1 : 0;
        }

        return pictures;
    }

    private static bool GivesPictureOrSentence(byte[] file)
    {
        // A damaged size may be large but must not make the test slow.
        var limits = new PictureLimits { MaxPixels = 1_000_000 };
        try
        {
            _ = PictureFile.Decode(file, limits);
            return true;
        }
        catch (InvalidDataException e)
        {
            Sentence.Check(e.Message);
            return false;
        }
    }
}
