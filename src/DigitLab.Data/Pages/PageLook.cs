using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>How a rendered page looks: paper, ink, light and camera.</summary>
public sealed record PageLook
{
    /// <summary>What is printed on the paper.</summary>
    public PaperKind Paper { get; init; }

    /// <summary>From one printed line to the next, in pixels.</summary>
    public double LineSpacing { get; init; } = 60;

    /// <summary>How dark the printed lines are beside the ink, 0 to 1.</summary>
    public double LineStrength { get; init; } = 0.35;

    /// <summary>The paper's colour.</summary>
    public Rgba PaperColor { get; init; } = new(238, 236, 230);

    /// <summary>The ink's colour.</summary>
    public Rgba InkColor { get; init; } = new(40, 42, 60);

    /// <summary>The pen's width, as a share of the digits' height; 0 to keep each hand's own.</summary>
    public double PenWidth { get; init; }

    /// <summary>How far the page is turned clockwise, in degrees.</summary>
    public double TiltDegrees { get; init; }

    /// <summary>By how much the right edge lies farther away than the left, as a share; below 0 nearer.</summary>
    public double PerspectiveX { get; init; }

    /// <summary>By how much the lower edge lies farther away than the upper, as a share; below 0 nearer.</summary>
    public double PerspectiveY { get; init; }

    /// <summary>How much darker the darkest corner is than the lightest, as a share.</summary>
    public double Shading { get; init; }

    /// <summary>How much a shadow with a soft edge takes of the light on a part of the page, as a share; 0 for none.</summary>
    public double Shadow { get; init; }

    /// <summary>Deviation of the noise on each pixel, in gray levels.</summary>
    public double Noise { get; init; }

    /// <summary>Deviation of the blur, in pixels.</summary>
    public double Blur { get; init; }

    /// <summary>How unevenly the ink covers, 0 (a felt pen) to 1 (a pencil).</summary>
    public double Grain { get; init; }

    /// <summary>Whether the page is shown as its negative: chalk on a board.</summary>
    public bool IsInverted { get; init; }

    /// <summary>A look drawn at random: what phones, scanners and drawing programs give.</summary>
    /// <param name="random">Where it comes from.</param>
    /// <param name="signHeight">The digits' height in pixels, to which pens and lines are fitted.</param>
    public static PageLook Draw(ref RandomSource random, double signHeight)
    {
        bool isDrawn = random.NextDouble() < 0.3;   // in a drawing program: even, sharp, any pen
        double darkness = random.NextBetween(0.15, 1);
        var ink = new Rgba(Tint(ref random, darkness), Tint(ref random, darkness), Tint(ref random, darkness));
        byte light = (byte)random.NextBetween(170, 255);
        var look = new PageLook
        {
            PenWidth = random.NextBetween(isDrawn ? 0.03 : 0.05, isDrawn ? 0.2 : 0.16),
            PaperColor = isDrawn ? Rgba.White : new Rgba(light, (byte)(light - random.NextInt32(10)), (byte)(light - random.NextInt32(24))),
            InkColor = ink,
            TiltDegrees = 4 * random.NextNormal(),
            IsInverted = random.NextDouble() < 0.15,
        };
        return isDrawn ? look : look with
        {
            Paper = random.NextDouble() switch { < 0.6 => PaperKind.Plain, < 0.8 => PaperKind.Ruled, _ => PaperKind.Squared },
            LineSpacing = signHeight * random.NextBetween(0.5, 2),
            LineStrength = random.NextBetween(0.1, 0.5),
            PerspectiveX = 0.1 * random.NextNormal(),
            PerspectiveY = 0.1 * random.NextNormal(),
            Shading = random.NextBetween(0, 0.35),
            Shadow = random.NextDouble() < 0.3 ? random.NextBetween(0.1, 0.5) : 0,
            Noise = random.NextBetween(0, 8),
            Blur = signHeight * random.NextBetween(0, 0.025),
            Grain = random.NextDouble() < 0.3 ? random.NextBetween(0.1, 0.7) : 0,
        };
    }

    private static byte Tint(ref RandomSource random, double darkness) => (byte)(random.NextBetween(0, 90) * darkness);
}
