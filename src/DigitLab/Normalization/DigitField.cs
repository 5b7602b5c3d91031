using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Draws a digit's ink into the 28×28 field: its box scaled to 20 pixels, its strokes as wide as MNIST's.</summary>
internal static class DigitField
{
    private const int Side = NormalizedDigit.Side;
    private const int Margin = (Side - NormalizedDigit.BoxSide) / 2;
    private const int Fine = 4;              // strokes are widened on a grid four times as fine

    // Stroke widths that are left as they are, in pixels of the field: all but a twentieth of MNIST's for a coarse picture, which
    // may be of MNIST, and closer to MNIST's usual ones for a fine picture.
    private const float NarrowestCoarse = 1.7f;
    private const float WidestCoarse = 3.9f;
    private const float NarrowestFine = 2.1f;
    private const float WidestFine = 3.4f;

    internal const float WidestStroke = 8;   // of 20 pixels; what is wider is a dot or a block and has no stroke to set right
    private const float LeastPeak = 0.5f;    // a digit of uneven strokes must not be eroded away
    private const int Rounds = 3;
    private const float CloseEnough = 0.05f;

    /// <summary>The field, not yet centred.</summary>
    /// <param name="ink">Ink levels of the box alone: what is not the digit's is 0.</param>
    /// <param name="oversampling">From 0 to 1, see <see cref="Oversampling.ShareOf"/>.</param>
    /// <param name="strokeWidth">The strokes' width before it is changed, in pixels of the field.</param>
    internal static float[] Draw(InkMap ink, float oversampling, out float strokeWidth)
    {
        float[] plain = DrawAt(ink, Side, 0);
        strokeWidth = StrokeWidth.Of(plain, Side);
        float wanted = WantedWidth(strokeWidth, oversampling);
        return strokeWidth <= WidestStroke ? BringToWidth(ink, plain, strokeWidth, wanted) : plain;
    }

    private static float WantedWidth(float strokeWidth, float oversampling) => Math.Clamp(
        strokeWidth,
        Oversampling.Mix(oversampling, NarrowestCoarse, NarrowestFine),
        Oversampling.Mix(oversampling, WidestCoarse, WidestFine));

    // Strokes cross and end, so that a change by a radius moves the mean width by a little less than twice as much.
    private static float[] BringToWidth(InkMap ink, float[] field, float width, float wanted)
    {
        float radius = 0;
        for (int round = 0; round < Rounds && Math.Abs(width - wanted) > CloseEnough; round++)
        {
            radius += (wanted - width) / 2;
            float[] changed = Shrink(StrokeThickness.Change(DrawAt(ink, Fine * Side, radius), Fine * Side, Fine * radius));
            if (changed.Max() < LeastPeak)
            {
                break;
            }

            field = changed;
            width = StrokeWidth.Of(field, Side);
        }

        return field;
    }

    // The box is drawn smaller by what its strokes are to grow, so that it fills its 20 pixels in the end.
    private static float[] DrawAt(InkMap ink, int side, float radius)
    {
        double unit = (double)side / Side;
        double scale = unit * (NormalizedDigit.BoxSide - 2 * radius) / Math.Max(ink.Width, ink.Height);
        double margin = unit * (Margin + radius);
        float[] field = new float[side * side];
        var region = new PictureRegion(-margin / scale, -margin / scale, side / scale, side / scale);
        Resampler.Resample(ink.Levels, ink.Width, ink.Height, region, field, side, side);
        return field;
    }

    private static float[] Shrink(float[] fine)
    {
        float[] field = new float[Side * Side];
        Resampler.Resample(fine, Fine * Side, Fine * Side, new PictureRegion(0, 0, Fine * Side, Fine * Side), field, Side, Side);
        return field;
    }
}
