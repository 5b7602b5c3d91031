using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Web;

/// <summary>What is to be done to one digit.</summary>
/// <param name="Index">The digit's place.</param>
/// <param name="Set">Which digits.</param>
internal sealed record DistortionRequest(int Index, DigitSet Set = DigitSet.Training)
{
    /// <summary>Counter-clockwise, −90 to 90 degrees.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>To the right, −28 to 28 pixels.</summary>
    public double ShiftX { get; init; }

    /// <summary>Downwards, −28 to 28 pixels.</summary>
    public double ShiftY { get; init; }

    /// <summary>The upper part to the right, −30 to 30 degrees.</summary>
    public double ShearDegrees { get; init; }

    /// <summary>The factor by which the width grows, 0.5 to 1.5.</summary>
    public double ZoomX { get; init; } = 1;

    /// <summary>The factor by which the height grows, 0.5 to 1.5.</summary>
    public double ZoomY { get; init; } = 1;

    /// <summary>Simard's α, 0 to 60 pixels.</summary>
    public double ElasticAlpha { get; init; }

    /// <summary>Simard's σ, 2 to 10 pixels.</summary>
    public double ElasticSigma { get; init; } = 4;

    /// <summary>By how many pixels the ink's edge moves out, −2 to 2.</summary>
    public double Thickness { get; init; }

    /// <summary>The blur's deviation, 0 to 3 pixels.</summary>
    public double Blur { get; init; }

    /// <summary>The noise's deviation, where ink is 1: 0 to 1.</summary>
    public double Noise { get; init; }

    /// <summary>The side of a square that is erased in the middle, 0 to 20 pixels.</summary>
    public int Erased { get; init; }

    /// <summary>The seed of the elastic field and the noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The amounts, if they are in their ranges.</summary>
    /// <exception cref="RequestException">One is not; the message names it.</exception>
    internal Distortion ToDistortion(int height, int width)
    {
        Require(RotationDegrees, "rotation", -90, 90);
        Require(ShiftX, "shift to the right", -28, 28);
        Require(ShiftY, "shift downwards", -28, 28);
        Require(ShearDegrees, "shear", -30, 30);
        Require(ZoomX, "zoom of the width", 0.5, 1.5);
        Require(ZoomY, "zoom of the height", 0.5, 1.5);
        Require(ElasticAlpha, "elastic alpha", 0, 60);
        Require(ElasticSigma, "elastic sigma", 2, 10);
        Require(Thickness, "thickness", -2, 2);
        Require(Blur, "blur", 0, 3);
        Require(Noise, "noise", 0, 1);
        Require(Erased, "erased side", 0, Math.Min(20, Math.Min(height, width)));
        return new Distortion
        {
            RotationDegrees = RotationDegrees,
            ShiftX = ShiftX,
            ShiftY = ShiftY,
            ShearDegrees = ShearDegrees,
            ZoomX = ZoomX,
            ZoomY = ZoomY,
            ElasticAlpha = ElasticAlpha,
            ElasticSigma = ElasticSigma,
            Thickness = Thickness,
            Blur = Blur,
            Noise = Noise,
            Erased = new PixelBox((width - Erased) / 2, (height - Erased) / 2, Erased, Erased),
        };
    }

    /// <summary>A recipe that draws such changes and smaller ones, to either side.</summary>
    internal AugmentationSettings ToRecipe(int height, int width) => new()
    {
        RotationDegrees = Math.Abs(RotationDegrees),
        ShiftPixels = Math.Max(Math.Abs(ShiftX), Math.Abs(ShiftY)),
        ShearDegrees = Math.Abs(ShearDegrees),
        Zoom = Math.Round(Math.Max(Math.Abs(ZoomX - 1), Math.Abs(ZoomY - 1)), 4),
        IsZoomPerAxis = ZoomX != ZoomY,
        ElasticAlpha = ElasticAlpha,
        ElasticSigma = ElasticSigma,
        ThicknessPixels = Math.Abs(Thickness),
        BlurPixels = Blur,
        Noise = Noise,
        ErasingShare = Erased > 0 ? 0.5 : 0,
        ErasingArea = Erased > 0 ? Math.Max(AugmentationSettings.LeastErasedArea, Math.Round((double)Erased * Erased / (height * width), 4)) : new AugmentationSettings().ErasingArea,
    };

    private static void Require(double value, string name, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw RequestException.Bad($"Expected a {name} from {least} to {most}, got {value}.");
        }
    }
}
