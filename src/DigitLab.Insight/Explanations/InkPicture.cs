using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>Numbers as gray levels, from the smallest, black, to the largest, white.</summary>
internal static class InkPicture
{
    internal static ColorImage Of(PixelMap map)
    {
        float low = map.Values.Min(), high = map.Values.Max(), range = high > low ? high - low : 1;
        return Of(map, low, range);
    }

    /// <param name="map">The numbers.</param>
    /// <param name="low">What is black.</param>
    /// <param name="range">How far above it white is.</param>
    internal static ColorImage Of(PixelMap map, float low, float range)
    {
        var gray = new GrayImage(map.Width, map.Height);
        for (int i = 0; i < map.Values.Count; i++)
        {
            gray.Pixels[i] = (byte)Math.Clamp(MathF.Round(255 * (map.Values[i] - low) / range), 0, 255);
        }

        return gray.ToColor();
    }
}
