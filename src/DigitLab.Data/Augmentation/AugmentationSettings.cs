namespace DigitLab.Data;

/// <summary>How far training digits may be changed, anew each time that one is seen; what a run's configuration says of it.</summary>
/// <remarks>
/// Every amount is a bound: each digit draws its own, uniformly, from −bound to bound, or from 0 to the bound where there is nothing below.
/// 0 switches a change off. The geometric ones and the elastic field are one resampling. Formulas and sources: <c>docs/augmentation.md</c>.
/// </remarks>
public sealed record AugmentationSettings
{
    /// <summary>The least area of an erased rectangle, as a share of the picture's.</summary>
    public const double LeastErasedArea = 0.02;   // Zhong et al. 2020, §3.2

    /// <summary>Rotation about the middle, to either side; 0 to 180 degrees.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>Shift along each axis, to either side; 0 to 28 pixels, and fractions of one unless <see cref="IsShiftWhole"/>.</summary>
    public double ShiftPixels { get; init; }

    /// <summary>Whether shifts are whole pixels, which leaves the pixels as they are.</summary>
    public bool IsShiftWhole { get; init; }

    /// <summary>Slant, to either side; 0 to 60 degrees.</summary>
    public double ShearDegrees { get; init; }

    /// <summary>Zoom by a factor from 1 − this to 1 + this; 0 to 0.9.</summary>
    public double Zoom { get; init; }

    /// <summary>Whether width and height have a factor each.</summary>
    public bool IsZoomPerAxis { get; init; }

    /// <summary>Simard's α, by which the smoothed elastic field is multiplied; 0 to 1000 pixels. It is not drawn; the field is.</summary>
    public double ElasticAlpha { get; init; }

    /// <summary>Simard's σ, the deviation of the Gaussian that smooths the field; 0.5 to 100 pixels.</summary>
    public double ElasticSigma { get; init; } = 4;   // with α = 34 Simard's best

    /// <summary>By how much the ink's edge moves out or in; 0 to 3 pixels.</summary>
    public double ThicknessPixels { get; init; }

    /// <summary>The largest deviation of a Gaussian blur; 0 to 3 pixels.</summary>
    public double BlurPixels { get; init; }

    /// <summary>The largest deviation of the noise on each pixel, where ink is 1; 0 to 1.</summary>
    public double Noise { get; init; }

    /// <summary>The share of digits from which a rectangle is erased; 0 to 1.</summary>
    public double ErasingShare { get; init; }

    /// <summary>The largest area of that rectangle, as a share of the picture's; <see cref="LeastErasedArea"/> to 1.</summary>
    public double ErasingArea { get; init; } = 0.2;

    /// <summary>The α of the Beta(α, α) distribution of the shares in which two digits are mixed; 0 for none, else 0.05 to 1.</summary>
    public double MixingAlpha { get; init; }

    /// <summary>The share of digits that are changed at all, 0 to 1; mixing is apart.</summary>
    public double Share { get; init; } = 1;

    /// <summary>These settings, if they are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it as the command line does.</exception>
    public AugmentationSettings Checked()
    {
        Require(RotationDegrees, "rotation", 0, 180, "degrees");
        Require(ShiftPixels, "shift", 0, 28, "pixels");
        Require(ShearDegrees, "shear", 0, 60, "degrees");
        Require(Zoom, "zoom", 0, 0.9, "around a factor of 1");
        Require(ElasticAlpha, "elastic's alpha", 0, 1000, "pixels");
        Require(ElasticSigma, "elastic's sigma", 0.5, 100, "pixels");
        Require(ThicknessPixels, "thickness", 0, 3, "pixels");
        Require(BlurPixels, "blur", 0, 3, "pixels");
        Require(Noise, "noise", 0, 1, "where ink is 1");
        Require(ErasingShare, "erase's share", 0, 1, "of the digits");
        Require(ErasingArea, "erase's area", LeastErasedArea, 1, "of the picture");
        Require(Share, "share", 0, 1, "of the digits");
        if (IsShiftWhole && ShiftPixels != Math.Floor(ShiftPixels))
        {
            throw new ArgumentException($"Augmentation shift: expected a whole number of pixels, got {ShiftPixels}: leave out \"whole\" for fractions.");
        }

        if (MixingAlpha is not (0 or (>= 0.05 and <= 1)))
        {
            throw new ArgumentException($"Augmentation mix: expected 0 for none, or an alpha from 0.05 to 1, got {MixingAlpha}.");
        }

        return this;
    }

    /// <summary>The short form that the command line takes: <c>rotation=10,shift=2,elastic=34:4</c>, or <c>none</c>.</summary>
    public override string ToString() => AugmentationParser.Format(this);

    private static void Require(double value, string name, double least, double most, string unit)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentException($"Augmentation {name}: expected {least} to {most} {unit}, got {value}.");
        }
    }
}
