using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>Maps laid over the digit that they explain.</summary>
public static class DigitOverlay
{
    private const int InkStrength = 3;   // the digit shows as light gray, so that the colours speak

    /// <summary>The digit in light gray on white, with the map's colours over it.</summary>
    /// <param name="digit">The picture.</param>
    /// <param name="map">A map of any size; it is stretched over the picture.</param>
    /// <param name="caption">A few words below it.</param>
    public static Tile Of(GrayImage digit, PixelMap map, string caption)
    {
        ArgumentNullException.ThrowIfNull(digit);
        ArgumentNullException.ThrowIfNull(map);
        PixelMap stretched = map.Resize(digit.Width, digit.Height);
        float reach = SignedColors.Reach([.. stretched.Values]);
        var picture = new ColorImage(digit.Width, digit.Height);
        for (int i = 0; i < stretched.Values.Count; i++)
        {
            byte paper = (byte)(255 - (digit.Pixels[i] / InkStrength));
            picture[i % digit.Width, i / digit.Width] = SignedColors.Of(stretched.Values[i], reach).Over(new Rgba(paper, paper, paper));
        }

        return new Tile(picture, caption) { Values = stretched.Values };
    }
}
