using DigitLab.Imaging;

namespace DigitLab;

/// <summary>How much ink there is at every pixel of a picture: 0 for bare paper, 1 for full ink.</summary>
internal sealed class InkMap
{
    internal InkMap(int width, int height, float[] levels, float noise, InkPolarity polarity)
    {
        Width = width;
        Height = height;
        Levels = levels;
        Noise = noise;
        Polarity = polarity;
    }

    /// <summary>Columns.</summary>
    internal int Width { get; }

    /// <summary>Rows.</summary>
    internal int Height { get; }

    /// <summary>Width · Height ink levels from 0 to 1, row by row.</summary>
    internal float[] Levels { get; }

    /// <summary>Standard deviation of the bare paper, as an ink level; 0 for a clean drawing.</summary>
    internal float Noise { get; }

    /// <summary>How the ink stood out.</summary>
    internal InkPolarity Polarity { get; }

    /// <summary>The whole map as a box.</summary>
    internal PixelBox Bounds => new(0, 0, Width, Height);

    /// <summary>This map as the part of a larger one that is bare around it.</summary>
    /// <param name="place">Where it lies; its size is this map's.</param>
    /// <param name="width">Columns of the larger map.</param>
    /// <param name="height">Rows of the larger map.</param>
    internal InkMap Embed(PixelBox place, int width, int height)
    {
        if (place == new PixelBox(0, 0, width, height))
        {
            return this;
        }

        float[] levels = new float[width * height];
        for (int y = 0; y < Height; y++)
        {
            Levels.AsSpan(y * Width, Width).CopyTo(levels.AsSpan((place.Y + y) * width + place.X));
        }

        return new InkMap(width, height, levels, Noise, Polarity);
    }
}
