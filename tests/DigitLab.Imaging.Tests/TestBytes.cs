namespace DigitLab.Imaging.Tests;

/// <summary>Reproducible bytes for test pictures: a linear congruential generator (Knuth, MMIX constants), its high bits.</summary>
internal sealed class TestBytes(ulong seed)
{
    private ulong _state = seed;

    public int Next(int below)
    {
        _state = _state * 6364136223846793005 + 1442695040888963407;
        return (int)((_state >> 33) % (ulong)below);
    }

    public byte[] Next(int count, int below)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)Next(below);
        }

        return bytes;
    }
}
