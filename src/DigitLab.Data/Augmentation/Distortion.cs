using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>What is done to one picture: the amounts that one digit drew, or that somebody chose.</summary>
/// <remarks>Zoom comes first, then slant, rotation and shift, all about the middle of the picture, and all in one resampling with the elastic field.</remarks>
public readonly record struct Distortion
{
    private const double LeastAspect = 0.3;   // of an erased rectangle, and the most is its inverse: Zhong et al. 2020, §3.2

    /// <summary>Nothing at all.</summary>
    public Distortion()
    {
    }

    /// <summary>Counter-clockwise, as one looks at the picture.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>To the right, in pixels.</summary>
    public double ShiftX { get; init; }

    /// <summary>Downwards, in pixels.</summary>
    public double ShiftY { get; init; }

    /// <summary>The upper part to the right: the tangent of this angle is pixels per row.</summary>
    public double ShearDegrees { get; init; }

    /// <summary>The factor by which the width grows; above 0.</summary>
    public double ZoomX { get; init; } = 1;

    /// <summary>The factor by which the height grows; above 0.</summary>
    public double ZoomY { get; init; } = 1;

    /// <summary>Simard's α in pixels; 0 for no field.</summary>
    public double ElasticAlpha { get; init; }

    /// <summary>Simard's σ in pixels; above 0.</summary>
    public double ElasticSigma { get; init; } = 4;

    /// <summary>By how many pixels the ink's edge moves: outwards if above 0, inwards if below.</summary>
    public double Thickness { get; init; }

    /// <summary>The deviation of a Gaussian blur, in pixels; 0 for none.</summary>
    public double Blur { get; init; }

    /// <summary>The deviation of the noise on each pixel, where ink is 1; 0 for none.</summary>
    public double Noise { get; init; }

    /// <summary>The rectangle that is erased, within the picture; empty for none.</summary>
    public PixelBox Erased { get; init; }

    /// <summary>Whether no pixel comes from another place.</summary>
    internal bool IsInPlace =>
        RotationDegrees == 0 && ShiftX == 0 && ShiftY == 0 && ShearDegrees == 0 && ZoomX == 1 && ZoomY == 1 && ElasticAlpha == 0;

    /// <summary>Draws the amounts for one digit.</summary>
    /// <remarks>As many numbers are drawn whatever is switched on, so a change added to the settings leaves the other changes as they were.</remarks>
    /// <param name="settings">The bounds.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="random">The digit's random numbers; 15 words are taken.</param>
    public static Distortion Draw(AugmentationSettings settings, int height, int width, ref RandomSource random)
    {
        bool isChanged = random.NextSingle() < settings.Share;
        double rotation = Either(ref random), shiftX = Either(ref random), shiftY = Either(ref random), shear = Either(ref random);
        double zoomX = Either(ref random), zoomY = Either(ref random), thickness = Either(ref random);
        double blur = random.NextSingle(), noise = random.NextSingle();
        bool isErased = random.NextSingle() < settings.ErasingShare;
        double area = random.NextSingle(), aspect = random.NextSingle(), left = random.NextSingle(), top = random.NextSingle();
        return !isChanged ? new Distortion() : new Distortion
        {
            RotationDegrees = rotation * settings.RotationDegrees,
            ShiftX = Shift(settings, shiftX),
            ShiftY = Shift(settings, shiftY),
            ShearDegrees = shear * settings.ShearDegrees,
            ZoomX = 1 + (zoomX * settings.Zoom),
            ZoomY = 1 + ((settings.IsZoomPerAxis ? zoomY : zoomX) * settings.Zoom),
            ElasticAlpha = settings.ElasticAlpha,
            ElasticSigma = settings.ElasticSigma,
            Thickness = thickness * settings.ThicknessPixels,
            Blur = blur * settings.BlurPixels,
            Noise = noise * settings.Noise,
            Erased = isErased ? Rectangle(settings, height, width, area, aspect, left, top) : default,
        };
    }

    // From −1 to below 1.
    private static double Either(ref RandomSource random) => (2.0 * random.NextSingle()) - 1;

    private static double Shift(AugmentationSettings settings, double drawn) => settings.IsShiftWhole
        ? Math.Floor((drawn + 1) / 2 * ((2 * settings.ShiftPixels) + 1)) - settings.ShiftPixels
        : drawn * settings.ShiftPixels;

    // All four numbers from 0 to below 1. The aspect is as often above 1 as below.
    private static PixelBox Rectangle(AugmentationSettings settings, int height, int width, double area, double aspect, double left, double top)
    {
        double share = AugmentationSettings.LeastErasedArea + (area * (settings.ErasingArea - AugmentationSettings.LeastErasedArea));
        double ratio = PortableMath.Exp(((2 * aspect) - 1) * PortableMath.Log(1 / LeastAspect)), pixels = share * height * width;
        int rows = Math.Clamp((int)(Math.Sqrt(pixels * ratio) + 0.5), 1, height), columns = Math.Clamp((int)(Math.Sqrt(pixels / ratio) + 0.5), 1, width);
        return new PixelBox((int)(left * (width - columns + 1)), (int)(top * (height - rows + 1)), columns, rows);
    }
}
