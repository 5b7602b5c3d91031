namespace DigitLab.Insight;

/// <summary>A number for each place of a picture, row by row: where a network looked, and how strongly.</summary>
/// <param name="Width">Numbers of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Values">Height · Width numbers.</param>
public sealed record PixelMap(int Width, int Height, IReadOnlyList<float> Values)
{
    /// <summary>The number at column x, row y.</summary>
    public float this[int x, int y] => Values[(y * Width) + x];

    /// <summary>The same map for a picture of another size, bilinear between the middles of its cells, and constant beyond them.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public PixelMap Resize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        float[] values = new float[width * height];
        for (int i = 0; i < values.Length; i++)
        {
            (int x0, int x1, float x) = Between(i % width, width, Width);
            (int y0, int y1, float y) = Between(i / width, height, Height);
            float upper = this[x0, y0] + (x * (this[x1, y0] - this[x0, y0])), lower = this[x0, y1] + (x * (this[x1, y1] - this[x0, y1]));
            values[i] = upper + (y * (lower - upper));
        }

        return new PixelMap(width, height, values);
    }

    /// <summary>The map with everything below 0 set to 0.</summary>
    public PixelMap Rectify() => this with { Values = [.. Values.Select(value => Math.Max(value, 0))] };

    /// <summary>The map as a tile, in signed colours.</summary>
    /// <param name="caption">A few words below it.</param>
    /// <param name="reach">The magnitude of the strongest colour; the map's own largest if null.</param>
    public Tile ToTile(string caption, float? reach = null) => Tile.Of([.. Values], Width, Height, caption, reach);

    private static (int From, int To, float Part) Between(int place, int extent, int cells)
    {
        float at = Math.Clamp(((place + 0.5f) * cells / extent) - 0.5f, 0, cells - 1);
        int from = (int)at;
        return (from, Math.Min(from + 1, cells - 1), at - from);
    }
}
