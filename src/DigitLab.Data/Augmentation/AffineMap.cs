using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Where each pixel of the changed picture comes from: column XX·x + XY·y + X0 and row YX·x + YY·y + Y0 of the picture before.</summary>
/// <remarks>
/// The inverse of p ↦ c + t + R S Z (p − c) about the middle c: Z zooms, S moves each row by tan(shear) times its height above the middle,
/// R rotates, t shifts. Rows count downwards, so a counter-clockwise R has the signs of a clockwise one in a textbook.
/// </remarks>
internal readonly record struct AffineMap(float XX, float XY, float X0, float YX, float YY, float Y0)
{
    private const double Radians = Math.PI / 180;

    /// <summary>The map of a distortion of pictures of one size.</summary>
    internal static AffineMap Of(in Distortion distortion, int height, int width)
    {
        (double sine, double cosine) = distortion.RotationDegrees == 0 ? (0, 1) : PortableMath.SinCos(distortion.RotationDegrees * Radians);
        (double up, double along) = distortion.ShearDegrees == 0 ? (0, 1) : PortableMath.SinCos(distortion.ShearDegrees * Radians);
        double slant = up / along;

        // Z⁻¹ S⁻¹ R⁻¹, with R⁻¹ = (cosine −sine; sine cosine) and S⁻¹ = (1 slant; 0 1).
        double xx = (cosine + (slant * sine)) / distortion.ZoomX, xy = ((slant * cosine) - sine) / distortion.ZoomX;
        double yx = sine / distortion.ZoomY, yy = cosine / distortion.ZoomY;
        double middleX = (width - 1) / 2.0, middleY = (height - 1) / 2.0;
        double fromX = middleX + distortion.ShiftX, fromY = middleY + distortion.ShiftY;
        return new AffineMap(
            (float)xx,
            (float)xy,
            (float)(middleX - (xx * fromX) - (xy * fromY)),
            (float)yx,
            (float)yy,
            (float)(middleY - (yx * fromX) - (yy * fromY)));
    }
}
