using System.Numerics;
using DigitLab.Imaging;

namespace DigitLab;

/// <summary>A picture in the fineness in which pages are read: no finer than digits need, three planes of bytes.</summary>
/// <remarks>Whole pixels are averaged, two by two, three by three and so on, until the longer side has at most 2,000 (of 512,000 and more: until 256 by 256).</remarks>
internal sealed class WorkingPicture
{
    private const int LargestSide = 2000;
    private const int LargestFactor = 256;   // of whose rows 16 bits hold the sum
    private const int BytesPerPixel = 4;

    private WorkingPicture(int width, int height, int factor)
    {
        (Width, Height, Factor) = (width, height, factor);
        Planes = [new byte[width * height], new byte[width * height], new byte[width * height]];
    }

    /// <summary>Columns.</summary>
    internal int Width { get; }

    /// <summary>Rows.</summary>
    internal int Height { get; }

    /// <summary>Pixels of the picture side by side in one of these.</summary>
    internal int Factor { get; }

    /// <summary>Red, green and blue, row by row.</summary>
    internal byte[][] Planes { get; }

    /// <summary>Shrinks an opaque picture.</summary>
    internal static WorkingPicture Of(ColorImage picture)
    {
        int factor = (Math.Max(picture.Width, picture.Height) + LargestSide - 1) / LargestSide;
        factor = Math.Min(Math.Min(factor, LargestFactor), Math.Min(picture.Width, picture.Height));
        var working = new WorkingPicture(picture.Width / factor, picture.Height / factor, factor);
        Parallel.For(0, working.Height, () => new ushort[BytesPerPixel * picture.Width], (y, _, sums) =>
        {
            Array.Clear(sums);
            for (int v = 0; v < factor; v++)
            {
                Add(picture.Row((y * factor) + v), sums);
            }

            working.FillRow(y, sums);
            return sums;
        }, _ => { });
        return working;
    }

    private static void Add(ReadOnlySpan<byte> row, Span<ushort> sums)
    {
        int i = 0, half = Vector<ushort>.Count;
        for (; i <= row.Length - (2 * half); i += 2 * half)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out Vector<ushort> low, out Vector<ushort> high);
            (low + new Vector<ushort>(sums[i..])).CopyTo(sums[i..]);
            (high + new Vector<ushort>(sums[(i + half)..])).CopyTo(sums[(i + half)..]);
        }

        for (; i < row.Length; i++)
        {
            sums[i] += row[i];
        }
    }

    // The rounded means along a row whose pixels are summed from top to bottom already.
    private void FillRow(int y, ReadOnlySpan<ushort> sums)
    {
        uint area = (uint)(Factor * Factor);
        ulong inverse = ((1UL << 48) + area - 1) / area;   // ⌊n · inverse / 2⁴⁸⌋ = ⌊n / area⌋ for all sums that there can be, and no division
        Span<byte> red = Row(0, y), green = Row(1, y), blue = Row(2, y);
        for (int x = 0; x < red.Length; x++)
        {
            ReadOnlySpan<ushort> pixels = sums.Slice(BytesPerPixel * Factor * x, BytesPerPixel * Factor);
            uint r = area / 2, g = r, b = r;
            for (int at = 0; at + 2 < pixels.Length; at += BytesPerPixel)
            {
                (r, g, b) = (r + pixels[at], g + pixels[at + 1], b + pixels[at + 2]);
            }

            (red[x], green[x], blue[x]) = ((byte)((r * inverse) >> 48), (byte)((g * inverse) >> 48), (byte)((b * inverse) >> 48));
        }
    }

    private Span<byte> Row(int plane, int y) => Planes[plane].AsSpan(y * Width, Width);

    /// <summary>Turns light ink on dark ground into dark ink on light.</summary>
    internal void Invert()
    {
        foreach (byte[] plane in Planes)
        {
            for (int i = 0; i < plane.Length; i++)
            {
                plane[i] = (byte)(255 - plane[i]);
            }
        }
    }
}
