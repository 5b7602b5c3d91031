using System.Runtime.Intrinsics;

namespace DigitLab.Data;

/// <summary>Makes ink thicker or thinner by a number of pixels, and by parts of one.</summary>
/// <remarks>
/// One pixel is a gray dilation or erosion with the five pixels of a cross: y(p) = max or min of x over p and its four neighbours, 0 outside.
/// k + f pixels: (1 − f) times the k-th result plus f times the next. Whole numbers only, so the vectors' width cannot matter.
/// Source: Serra 1982, "Image Analysis and Mathematical Morphology", ch. XII.
/// </remarks>
internal static class Thickness
{
    private const int One = 256;   // the fraction's unit, so that a product fits 16 bits

    /// <summary>Changes the picture in the memory.</summary>
    /// <param name="memory">Its picture.</param>
    /// <param name="pixels">Outwards if above 0, inwards if below.</param>
    internal static void Apply(DistortionMemory memory, double pixels)
    {
        double amount = Math.Abs(pixels), rest = amount - Math.Floor(amount);
        for (int step = 0; step < (int)amount; step++)
        {
            Step(memory, pixels > 0, One);
        }

        int part = (int)((rest * One) + 0.5);
        if (part > 0)
        {
            Step(memory, pixels > 0, part);
        }
    }

    // What the last vector of a row writes behind it, the next row overwrites.
    private static void Step(DistortionMemory memory, bool isOutwards, int part)
    {
        memory.PutBorder();
        PlaneSize size = memory.Size;
        ReadOnlySpan<byte> from = memory.Bordered;
        int below = size.BorderedStride;
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x += Vector128<byte>.Count)
            {
                int p = ((y + 1) * below) + x + 1;
                Vector128<byte> here = At(from, p), left = At(from, p - 1), right = At(from, p + 1), up = At(from, p - below), down = At(from, p + below);
                Vector128<byte> there = isOutwards
                    ? Vector128.Max(Vector128.Max(Vector128.Max(left, right), Vector128.Max(up, down)), here)
                    : Vector128.Min(Vector128.Min(Vector128.Min(left, right), Vector128.Min(up, down)), here);
                Mean(here, there, part).CopyTo(memory.Pixels.AsSpan((y * size.Width) + x));
            }
        }
    }

    private static Vector128<byte> At(ReadOnlySpan<byte> pixels, int place) => Vector128.Create(pixels.Slice(place, Vector128<byte>.Count));

    // (1 − part) · a + part · b, rounded.
    private static Vector128<byte> Mean(Vector128<byte> a, Vector128<byte> b, int part)
    {
        if (part == One)
        {
            return b;
        }

        (Vector128<ushort> a0, Vector128<ushort> a1) = Vector128.Widen(a);
        (Vector128<ushort> b0, Vector128<ushort> b1) = Vector128.Widen(b);
        ushort ofA = (ushort)(One - part), ofB = (ushort)part;
        Vector128<ushort> half = Vector128.Create((ushort)(One / 2));
        return Vector128.Narrow(((a0 * ofA) + (b0 * ofB) + half) >>> 8, ((a1 * ofA) + (b1 * ofB) + half) >>> 8);
    }
}
