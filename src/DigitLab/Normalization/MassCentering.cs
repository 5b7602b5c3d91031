using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Where NIST's construction places the ink within the field.</summary>
/// <remarks>
/// The mean of the pixels' places, weighted by their levels, comes to lie at column 14 and row 14 (counted from 0, at the pixels'
/// centres), as near as a shift by whole pixels allows: from 13.5 up to, but not including, 14.5. So it is in MNIST, for all but 2
/// of the 60,000 training digits, and the mean over all of them is (14.007, 13.996).
/// Source: LeCun, Cortes, Burges, <i>The MNIST database of handwritten digits</i>.
/// </remarks>
internal static class MassCentering
{
    private const double Lowest = 13.5;
    private const float Visible = 0.5f / 255;   // less is rounded to black

    /// <summary>The centre of mass of a field that holds ink, in pixels from the centre of its first one.</summary>
    internal static (double X, double Y) CenterOfMass(ReadOnlySpan<float> field, int width)
    {
        double mass = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < field.Length; i++)
        {
            mass += field[i];
            sumX += field[i] * (i % width);
            sumY += field[i] * (i / width);
        }

        return (sumX / mass, sumY / mass);
    }

    /// <summary>Moves the ink of a 28×28 field by whole pixels to its place, but never out of the field.</summary>
    /// <param name="field">28·28 levels from 0 to 1, some of them ink.</param>
    /// <returns>The moved field.</returns>
    internal static float[] Center28(float[] field)
    {
        const int Side = NormalizedDigit.Side;
        (double x, double y) = CenterOfMass(field, Side);
        PixelBox box = BoxOf(field);
        int shiftX = Math.Clamp((int)Math.Ceiling(Lowest - x), -box.X, Side - box.Right);
        int shiftY = Math.Clamp((int)Math.Ceiling(Lowest - y), -box.Y, Side - box.Bottom);
        float[] moved = new float[field.Length];
        for (int row = box.Y; row < box.Bottom; row++)
        {
            field.AsSpan(row * Side + box.X, box.Width).CopyTo(moved.AsSpan((row + shiftY) * Side + box.X + shiftX));
        }

        return moved;
    }

    private static PixelBox BoxOf(float[] field)
    {
        const int Side = NormalizedDigit.Side;
        (int left, int top, int right, int bottom) = (Side, Side, 0, 0);
        for (int i = 0; i < field.Length; i++)
        {
            if (field[i] >= Visible)
            {
                (left, top) = (Math.Min(left, i % Side), Math.Min(top, i / Side));
                (right, bottom) = (Math.Max(right, i % Side + 1), Math.Max(bottom, i / Side + 1));
            }
        }

        return new PixelBox(left, top, right - left, bottom - top);
    }
}
