using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>A map of digits with the digits themselves as marks, in the colours of their classes.</summary>
public static class ManifoldPicture
{
    private const int Spacing = 18;   // pixels between marks: no two digits' ink may meet often

    /// <summary>Draws as many digits as have room; one that would cover another is left out.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="plane">Their places.</param>
    /// <param name="side">The picture's side in pixels, at least 100.</param>
    /// <exception cref="ArgumentException">There are not as many places as digits, or they are not of two coordinates.</exception>
    public static ColorImage Of(DigitDataset digits, PointCloud plane, int side = 1200)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 100);
        if (plane.Count != digits.Count || plane.Dimensions != 2)
        {
            throw new ArgumentException($"{digits.Name}: expected {digits.Count} places of 2 coordinates, got {plane.Count} of {plane.Dimensions}.", nameof(plane));
        }

        float low = plane.Values.Min(), range = Math.Max(plane.Values.Max() - low, float.Epsilon);
        int cells = side / Spacing, room = side - digits.Width;
        bool[] isTaken = new bool[(cells + 1) * (cells + 1)];
        var picture = new ColorImage(side, side);
        picture.Pixels.Fill(255);
        for (int i = 0; i < digits.Count; i++)
        {
            int left = (int)((plane[i][0] - low) / range * room), top = (int)((1 - ((plane[i][1] - low) / range)) * room);
            ref bool cell = ref isTaken[(top / Spacing * (cells + 1)) + (left / Spacing)];
            if (!cell)
            {
                cell = true;
                Stamp(picture, digits, i, left, top);
            }
        }

        return picture;
    }

    // Multiplied onto the paper, so that strokes that touch stay visible.
    private static void Stamp(ColorImage picture, DigitDataset digits, int index, int left, int top)
    {
        ReadOnlySpan<byte> image = digits.Image(index);
        Rgba color = Palette.ForSeries(digits.Label(index));
        for (int p = 0; p < image.Length; p++)
        {
            int x = left + (p % digits.Width), y = top + (p / digits.Width);
            if (image[p] > 0 && x < picture.Width && y < picture.Height)
            {
                picture[x, y] = (color with { A = image[p] }).Over(picture[x, y]);
            }
        }
    }
}
