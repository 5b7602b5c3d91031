using DigitLab.Imaging;

namespace DigitLab;

/// <summary>The patches of ink on a page that may be digits or parts of digits, and how high its digits are.</summary>
internal sealed class PageParts
{
    private const float Faintest = 0.35f;       // of the usual ink, to belong to a patch
    private const float LeastPeak = 0.6f;       // of the usual ink, somewhere in a patch
    private const int LeastHeight = 6;          // pixels of a digit
    private const double Speck = 0.18;          // of a digit's height: smaller patches, both ways, are specks
    private const double Highest = 2.6;         // digits' heights: what is higher is no digit
    private const double Widest = 14;           // digits' heights: a row whose digits all touch
    private const double WholeSign = 0.45;      // of a digit's height: what is higher can be a digit, what is lower only a part of one

    private PageParts(double height, List<SignPart> whole, List<SignPart> fragments)
    {
        (SignHeight, Whole, Fragments) = (height, whole, fragments);
    }

    /// <summary>The digits' usual height in pixels; 0 when there is nothing.</summary>
    internal double SignHeight { get; }

    /// <summary>Patches high enough to be a digit, or several that touch.</summary>
    internal List<SignPart> Whole { get; }

    /// <summary>Lower patches: the loose bar of a 5, dots, dashes.</summary>
    internal List<SignPart> Fragments { get; }

    /// <summary>Divides a map of ink.</summary>
    internal static PageParts Of(InkMap ink)
    {
        var labeling = ComponentLabeling.Of(ink, Faintest);
        List<InkComponent> components = [.. labeling.Components.Where(c => c.Peak >= LeastPeak && Math.Max(c.Box.Width, c.Box.Height) >= LeastHeight)];
        double height = UsualHeight(components, ink);
        if (height == 0)
        {
            return new PageParts(0, [], []);
        }

        components.RemoveAll(c => c.Box.Height > Highest * height || c.Box.Width > Widest * height
            || (c.Box.Height < Speck * height && c.Box.Width < Speck * height) || IsEdge(c, ink, height));
        var whole = new List<SignPart>();
        var fragments = new List<SignPart>();
        foreach (InkComponent component in components)
        {
            var part = new SignPart(component.Box, PixelsOf(component, labeling.Labels, ink.Width), IsLoose: true);
            (component.Box.Height >= WholeSign * height ? whole : fragments).Add(part);
        }

        return new PageParts(height, whole, fragments);
    }

    // The median of the patches' heights, each weighing as much as its square: specks are many but small. What spans the page is no digit.
    private static double UsualHeight(List<InkComponent> components, InkMap ink)
    {
        InkComponent[] sorted = [.. components.Where(c => c.Box.Height >= LeastHeight && !IsSpanning(c, ink)).OrderBy(c => c.Box.Height)];
        double total = sorted.Sum(Weight), sum = 0;
        foreach (InkComponent component in sorted)
        {
            sum += Weight(component);
            if (2 * sum >= total)
            {
                return component.Box.Height;
            }
        }

        return 0;

        static double Weight(InkComponent component) => (double)component.Box.Height * Math.Min(component.Box.Height, 4 * component.Box.Width);
    }

    private static bool IsSpanning(InkComponent component, InkMap ink) =>
        component.Box.Width > 0.9 * ink.Width && component.Box.Height > 0.9 * ink.Height && component.Mass < 0.2 * component.Box.Width * component.Box.Height;

    // What hugs the picture's edge and reaches hardly inwards is the paper's edge, a frame or a neighbour that was cut through.
    private static bool IsEdge(InkComponent component, InkMap ink, double height)
    {
        bool touches = component.Box.X <= 1 || component.Box.Y <= 1 || component.Box.Right >= ink.Width - 1 || component.Box.Bottom >= ink.Height - 1;
        return touches && (component.Depth < 0.2 * height || component.Box.Height > 2 * height || component.Box.Width > 3 * height);
    }

    private static int[] PixelsOf(InkComponent component, int[] labels, int width)
    {
        var pixels = new List<int>();
        PixelBox box = component.Box;
        for (int y = box.Y; y < box.Bottom; y++)
        {
            for (int x = box.X; x < box.Right; x++)
            {
                if (labels[(y * width) + x] == component.Label)
                {
                    pixels.Add((y * width) + x);
                }
            }
        }

        return [.. pixels];
    }
}
