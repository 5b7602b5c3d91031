using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitLab.Imaging;

/// <summary>The inverse cosine transform of 8×8 blocks, in whole numbers: the same samples on every machine.</summary>
/// <remarks>
/// Two passes of a transform of 8 values with 11 products, in fixed point with 13 bits, 2 bits kept between the passes; it agrees with
/// the transform in exact numbers to within 1 of 255, which ITU-T T.83 asks for, and to the bit with what most programs use.
/// Each lane is a column, then a row. Source: Loeffler, Ligtenberg, Moschytz 1989, <i>Practical fast 1-D DCT algorithms with 11 multiplications</i>, ICASSP.
/// </remarks>
internal static class JpegInverseCosine
{
    private const int Side = 8;
    private const int ConstantBits = 13;
    private const int KeptBits = 2;
    private const int HalfRange = 128;

    /// <summary>Multiplies a block's coefficients and writes its samples.</summary>
    /// <param name="coefficients">64 coefficients in row order.</param>
    /// <param name="multipliers">Theirs, in row order.</param>
    /// <param name="samples">Where the block's first sample goes.</param>
    /// <param name="stride">Samples from a row to the next.</param>
    internal static void Apply(ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> multipliers, Span<byte> samples, int stride)
    {
        if (!coefficients[1..JpegZigzag.Count].ContainsAnyExcept((short)0))
        {
            // Both passes in one: the constant, divided by 8, everywhere.
            byte level = (byte)Math.Clamp((((coefficients[0] * multipliers[0]) + 4) >> 3) + HalfRange, 0, 255);
            for (int y = 0; y < Side; y++)
            {
                samples.Slice(y * stride, Side).Fill(level);
            }

            return;
        }

        Span<int> values = stackalloc int[JpegZigzag.Count];
        for (int i = 0; i < JpegZigzag.Count; i += 16)
        {
            Vector256<short> c = Vector256.Create(coefficients[i..]), m = Vector256.Create(multipliers[i..]).AsInt16();
            (Vector256<int> low, Vector256<int> high) = Vector256.Widen(c);
            (Vector256<uint> mLow, Vector256<uint> mHigh) = Vector256.Widen(m.AsUInt16());
            (low * mLow.AsInt32()).CopyTo(values[i..]);
            (high * mHigh.AsInt32()).CopyTo(values[(i + Side)..]);
        }

        Transform(values, ConstantBits - KeptBits);
        Transpose(values);
        Transform(values, ConstantBits + KeptBits + 3);
        for (int y = 0; y < Side; y++)
        {
            Span<byte> row = samples.Slice(y * stride, Side);
            for (int x = 0; x < Side; x++)
            {
                row[x] = (byte)Math.Clamp(values[(x * Side) + y] + HalfRange, 0, 255);
            }
        }
    }

    // The transform of the eight columns of a block, each lane one of them.
    private static void Transform(Span<int> values, int scaleBits)
    {
        Vector256<int> v0 = Row(values, 0), v1 = Row(values, 1), v2 = Row(values, 2), v3 = Row(values, 3);
        Vector256<int> v4 = Row(values, 4), v5 = Row(values, 5), v6 = Row(values, 6), v7 = Row(values, 7);

        // The even half; the numbers are √2·cos(kπ/16) and sums of them, times 2¹³.
        Vector256<int> z1 = (v2 + v6) * 4433;
        Vector256<int> t2 = z1 - (v6 * 15137), t3 = z1 + (v2 * 6270);
        Vector256<int> t0 = (v0 + v4) << ConstantBits, t1 = (v0 - v4) << ConstantBits;
        Vector256<int> e0 = t0 + t3, e3 = t0 - t3, e1 = t1 + t2, e2 = t1 - t2;

        // The odd half.
        Vector256<int> z5 = (v7 + v3 + v5 + v1) * 9633;
        Vector256<int> z3 = z5 - ((v7 + v3) * 16069), z4 = z5 - ((v5 + v1) * 3196);
        Vector256<int> y1 = (v7 + v1) * -7373, y2 = (v5 + v3) * -20995;
        Vector256<int> o0 = (v7 * 2446) + y1 + z3, o1 = (v5 * 16819) + y2 + z4;
        Vector256<int> o2 = (v3 * 25172) + y2 + z3, o3 = (v1 * 12299) + y1 + z4;

        var half = Vector256.Create(1 << (scaleBits - 1));
        ((e0 + o3 + half) >> scaleBits).CopyTo(values);
        ((e1 + o2 + half) >> scaleBits).CopyTo(values[Side..]);
        ((e2 + o1 + half) >> scaleBits).CopyTo(values[(2 * Side)..]);
        ((e3 + o0 + half) >> scaleBits).CopyTo(values[(3 * Side)..]);
        ((e3 - o0 + half) >> scaleBits).CopyTo(values[(4 * Side)..]);
        ((e2 - o1 + half) >> scaleBits).CopyTo(values[(5 * Side)..]);
        ((e1 - o2 + half) >> scaleBits).CopyTo(values[(6 * Side)..]);
        ((e0 - o3 + half) >> scaleBits).CopyTo(values[(7 * Side)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ReadOnlySpan<int> values, int row) => Vector256.Create(values[(row * Side)..]);

    private static void Transpose(Span<int> values)
    {
        for (int y = 0; y < Side; y++)
        {
            for (int x = y + 1; x < Side; x++)
            {
                (values[(y * Side) + x], values[(x * Side) + y]) = (values[(x * Side) + y], values[(y * Side) + x]);
            }
        }
    }
}
