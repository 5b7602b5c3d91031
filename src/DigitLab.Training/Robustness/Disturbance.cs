using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>A way in which digits may come other than they were learned, in several strengths.</summary>
/// <param name="Name">What it is: <c>rotation</c>.</param>
/// <param name="Unit">What its strength is counted in; empty for a pure number.</param>
/// <param name="Strengths">From one end to the other.</param>
/// <param name="Distort">The distortion of a strength.</param>
/// <param name="IsInverting">Whether ink and background change places, by a part that is the strength.</param>
public sealed record Disturbance(string Name, string Unit, IReadOnlyList<double> Strengths, Func<double, Distortion> Distort, bool IsInverting = false)
{
    /// <summary>All that the card shows.</summary>
    public static IReadOnlyList<Disturbance> All { get; } =
    [
        new("shift", "px", [0, 1, 2, 3, 4, 5, 6, 8], px => new Distortion { ShiftX = px, ShiftY = px }),   // right and down, as the published figures have it
        new("scale", "", [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5], scale => new Distortion { ZoomX = scale, ZoomY = scale }),
        new("rotation", "°", [-60, -45, -30, -20, -10, 0, 10, 20, 30, 45, 60], degrees => new Distortion { RotationDegrees = degrees }),
        new("shear", "°", [-40, -30, -20, -10, 0, 10, 20, 30, 40], degrees => new Distortion { ShearDegrees = degrees }),
        new("thickness", "px", [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2], px => new Distortion { Thickness = px }),
        new("noise", "", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7], deviation => new Distortion { Noise = deviation }),
        new("blur", "px", [0, 0.5, 1, 1.5, 2, 2.5, 3], px => new Distortion { Blur = px }),
        new("inversion", "", [0, 0.25, 0.5, 0.75, 1], _ => new Distortion(), IsInverting: true),   // at a half all is gray: nobody can read that
    ];
}
