using System.Buffers.Binary;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Damage that knows nothing of a format: bits, bytes, numbers of any width and either order, pieces lost, doubled and moved.</summary>
internal static class Pieces
{
    private static readonly long[] Numbers =
        [0, 1, -1, 2, 127, 128, 255, 256, short.MaxValue, 1 << 15, ushort.MaxValue, 1 << 16, 100_000, 1 << 24, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue];

    /// <summary>A number on which programs stumble.</summary>
    internal static long Number(Random random) => random.Next(4) == 0 ? random.Next(-5, 70_000) : Numbers[random.Next(Numbers.Length)];

    /// <summary>A copy with one to sixteen changes.</summary>
    internal static byte[] Damaged(byte[] file, Random random) => Damaged(file, random, 1 << random.Next(5));

    internal static byte[] Damaged(byte[] file, Random random, int changes)
    {
        List<byte> bytes = [.. file];
        for (; changes > 0 && bytes.Count > 0; changes--)
        {
            int place = random.Next(bytes.Count), length = Math.Min(1 + random.Next(1 << random.Next(8)), bytes.Count - place);
            switch (random.Next(9))
            {
                case 0: bytes[place] = (byte)random.Next(256); break;
                case 1: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[place] = (byte)(random.Next(2) * 255); break;
                case 3: bytes.RemoveRange(place, length); break;
                case 4: bytes.InsertRange(place, bytes.GetRange(place, length)); break;
                case 5: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(place, length)); break;
                case 6: bytes.RemoveRange(Math.Max(place, bytes.Count - 64), Math.Min(bytes.Count - place, 64)); break;
                default: Overwrite(bytes, place, random); break;
            }
        }

        return [.. bytes];
    }

    private static void Overwrite(List<byte> bytes, int place, Random random)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        int width = 1 << random.Next(4);
        BinaryPrimitives.WriteInt64LittleEndian(number, Number(random));
        Span<byte> own = number[..width];
        if (random.Next(2) == 0)
        {
            own.Reverse();
        }

        for (int i = 0; i < width && place + i < bytes.Count; i++)
        {
            bytes[place + i] = own[i];
        }
    }
}
