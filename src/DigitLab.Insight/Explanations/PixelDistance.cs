using System.Numerics;

namespace DigitLab.Insight;

/// <summary>The difference of two pictures, in whole numbers, so that no rounding and no vector width plays a part.</summary>
internal static class PixelDistance
{
    /// <summary>Σ (aᵢ − bᵢ)² over bytes.</summary>
    internal static long Squared(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        long sum = 0;
        int i = 0;
        // 65,025 at most from each pixel: a lane of 32 bits holds 66,000 of them.
        var sums = Vector<uint>.Zero;
        for (; i <= a.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var x = new Vector<byte>(a[i..]);
            var y = new Vector<byte>(b[i..]);
            Vector<byte> apart = Vector.Max(x, y) - Vector.Min(x, y);
            Vector.Widen(apart, out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low * low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high * high, out Vector<uint> third, out Vector<uint> fourth);
            sums += first + second + third + fourth;
        }

        for (int lane = 0; lane < Vector<uint>.Count; lane++)
        {
            sum += sums[lane];
        }

        for (; i < a.Length; i++)
        {
            int apart = a[i] - b[i];
            sum += apart * apart;
        }

        return sum;
    }
}
