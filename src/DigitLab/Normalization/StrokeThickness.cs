using System.Numerics;

namespace DigitLab;

/// <summary>Makes strokes wider or narrower: gray-level dilation and erosion with a disc.</summary>
/// <remarks>
/// Dilation gives every pixel the highest level within a radius, erosion the lowest. A pixel farther away than the radius, but by
/// less than a pixel, counts in part, so that a straight edge moves by exactly the radius.
/// Source: Serra 1982, <i>Image Analysis and Mathematical Morphology</i>, chapter 12.
/// </remarks>
internal static class StrokeThickness
{
    /// <summary>A field whose strokes are wider by twice the radius, or narrower for a negative one.</summary>
    /// <param name="field">Ink levels from 0 to 1, row by row; outside there is none.</param>
    /// <param name="width">Columns of the field.</param>
    /// <param name="radius">In pixels of the field.</param>
    internal static float[] Change(float[] field, int width, float radius)
    {
        if (radius == 0)
        {
            return field;
        }

        // Eroding the ink is dilating the paper.
        return radius > 0 ? Dilate(field, width, radius, 0) : Negative(Dilate(Negative(field), width, -radius, 1));
    }

    private static float[] Dilate(float[] field, int width, float radius, float outside)
    {
        int reach = (int)MathF.Ceiling(radius);
        float[] dilated = new float[field.Length];
        float[] padded = Pad(field, width, reach, outside);
        int paddedWidth = width + 2 * reach;
        Neighbour[] disc = Disc(radius, reach, paddedWidth);
        for (int y = 0; y < field.Length / width; y++)
        {
            int center = (y + reach) * paddedWidth + reach;
            RaiseRow(padded, center, disc, dilated.AsSpan(y * width, width));
        }

        return dilated;
    }

    // The pixels of the disc around one, by how far they lie from it in a field of a width.
    private static Neighbour[] Disc(float radius, int reach, int width)
    {
        var disc = new List<Neighbour>();
        for (int dy = -reach; dy <= reach; dy++)
        {
            for (int dx = -reach; dx <= reach; dx++)
            {
                float weight = Math.Clamp(radius + 1 - MathF.Sqrt(dx * dx + dy * dy), 0, 1);
                if (weight > 0)
                {
                    disc.Add(new Neighbour(dy * width + dx, weight));
                }
            }
        }

        return [.. disc];
    }

    // Each lane is a pixel of its own, so the number of lanes changes nothing.
    private static void RaiseRow(ReadOnlySpan<float> padded, int center, Neighbour[] disc, Span<float> row)
    {
        int x = 0;
        for (; x <= row.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            Vector<float> highest = new(padded[(center + x)..]);
            foreach (Neighbour neighbour in disc)
            {
                highest = Vector.Max(highest, new Vector<float>(padded[(center + x + neighbour.Offset)..]) * neighbour.Weight);
            }

            highest.CopyTo(row[x..]);
        }

        for (; x < row.Length; x++)
        {
            float highest = padded[center + x];
            foreach (Neighbour neighbour in disc)
            {
                highest = Math.Max(highest, padded[center + x + neighbour.Offset] * neighbour.Weight);
            }

            row[x] = highest;
        }
    }

    private static float[] Pad(float[] field, int width, int reach, float outside)
    {
        int height = field.Length / width;
        int paddedWidth = width + 2 * reach;
        float[] padded = new float[paddedWidth * (height + 2 * reach)];
        Array.Fill(padded, outside);
        for (int y = 0; y < height; y++)
        {
            field.AsSpan(y * width, width).CopyTo(padded.AsSpan((y + reach) * paddedWidth + reach));
        }

        return padded;
    }

    private static float[] Negative(float[] field)
    {
        float[] negative = new float[field.Length];
        for (int i = 0; i < field.Length; i++)
        {
            negative[i] = 1 - field[i];
        }

        return negative;
    }

    private readonly record struct Neighbour(int Offset, float Weight);
}
