using DigitLab.Imaging;

namespace DigitLab;

/// <summary>A picture in the fineness in which pages are read: no finer than digits need, three planes of bytes.</summary>
/// <remarks>Whole pixels are averaged, two by two, three by three and so on, until the longer side has at most 2,000.</remarks>
internal sealed class WorkingPicture
{
    private const int LargestSide = 2000;

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
        factor = Math.Min(factor, Math.Min(picture.Width, picture.Height));
        var working = new WorkingPicture(picture.Width / factor, picture.Height / factor, factor);
        int area = factor * factor;
        Parallel.For(0, working.Height, y =>
        {
            int[] sums = new int[3 * working.Width];
            for (int v = 0; v < factor; v++)
            {
                ReadOnlySpan<byte> row = picture.Row((y * factor) + v);
                int at = 0;
                for (int x = 0; x < working.Width; x++)
                {
                    for (int u = 0; u < factor; u++, at += 4)
                    {
                        sums[3 * x] += row[at];
                        sums[(3 * x) + 1] += row[at + 1];
                        sums[(3 * x) + 2] += row[at + 2];
                    }
                }
            }

            for (int x = 0; x < working.Width; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    working.Planes[c][(y * working.Width) + x] = (byte)((sums[(3 * x) + c] + (area / 2)) / area);
                }
            }
        });
        return working;
    }

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
