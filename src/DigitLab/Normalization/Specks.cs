using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Tells the patches of ink that make up the digit from specks, far marks and lines along the picture's edge.</summary>
/// <remarks>
/// The heaviest patch is the digit's, lines along the edge apart. Others belong to it when they are dark enough somewhere, weigh at
/// least a twenty-fifth of it (the loose bar of a 5 does, a speck does not) and lie near what is already taken.
/// </remarks>
internal static class Specks
{
    private const float LeastPeak = 0.35f;        // of full ink; fainter patches are shadows and stains
    private const double LeastMass = 0.04;        // of the heaviest patch
    private const double LargestGap = 0.35;       // of the longer side of what is taken
    private const double EdgeDepth = 0.06;        // of the picture's shorter side: how far a line along the edge may reach inwards
    private const double EdgeLength = 0.4;        // of the picture's side: how long it must be at least

    /// <summary>The patches of the digit; none when no patch is dark enough.</summary>
    /// <param name="components">All patches.</param>
    /// <param name="picture">The whole picture.</param>
    /// <param name="isAlone">Whether nothing of weight was left out because it lies too far away.</param>
    internal static IReadOnlyList<InkComponent> Drop(IReadOnlyList<InkComponent> components, PixelBox picture, out bool isAlone)
    {
        List<InkComponent> left = [.. components.Where(c => c.Peak >= LeastPeak)];
        if (left.Any(c => !IsEdgeLine(c, picture)))
        {
            left.RemoveAll(c => IsEdgeLine(c, picture));
        }

        isAlone = true;
        if (left.Count == 0)
        {
            return left;
        }

        InkComponent heaviest = left.MaxBy(c => c.Mass);
        left.RemoveAll(c => c == heaviest || c.Mass < LeastMass * heaviest.Mass);
        List<InkComponent> kept = [heaviest];
        PixelBox box = heaviest.Box;
        while (left.FindIndex(c => Gap(c.Box, box) <= LargestGap * Math.Max(box.Width, box.Height)) is int near and >= 0)
        {
            kept.Add(left[near]);
            box = PixelBox.Union(box, left[near].Box);
            left.RemoveAt(near);
        }

        isAlone = left.Count == 0;
        return kept;
    }

    // Of one edge or of several: the remains of a frame stay close to the edges wherever they run.
    private static bool IsEdgeLine(InkComponent component, PixelBox picture) =>
        component.Depth <= EdgeDepth * Math.Min(picture.Width, picture.Height)
        && (component.Box.Width >= EdgeLength * picture.Width || component.Box.Height >= EdgeLength * picture.Height);

    // The distance between two boxes along the axis on which they lie farther apart; 0 or less when they overlap.
    private static int Gap(PixelBox a, PixelBox b) => Math.Max(
        Math.Max(a.X, b.X) - Math.Min(a.Right, b.Right),
        Math.Max(a.Y, b.Y) - Math.Min(a.Bottom, b.Bottom));
}
