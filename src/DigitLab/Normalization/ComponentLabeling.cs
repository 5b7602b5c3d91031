using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Divides the ink of a map into patches whose pixels touch each other, sides or corners.</summary>
internal sealed class ComponentLabeling
{
    private ComponentLabeling(int[] labels, List<InkComponent> components)
    {
        Labels = labels;
        Components = components;
    }

    /// <summary>For every pixel the number of its patch; 0 for paper.</summary>
    internal int[] Labels { get; }

    /// <summary>The patches; the one with number n is at place n − 1.</summary>
    internal IReadOnlyList<InkComponent> Components { get; }

    /// <summary>Labels the pixels whose level is above a limit, in reading order of each patch's first pixel.</summary>
    internal static ComponentLabeling Of(InkMap ink, float above)
    {
        int[] labels = new int[ink.Levels.Length];
        var components = new List<InkComponent>();
        var open = new Stack<int>();
        for (int start = 0; start < labels.Length; start++)
        {
            if (labels[start] == 0 && ink.Levels[start] > above)
            {
                int label = components.Count + 1;
                labels[start] = label;
                open.Push(start);
                components.Add(Fill(ink, above, labels, label, open));
            }
        }

        return new ComponentLabeling(labels, components);
    }

    private static InkComponent Fill(InkMap ink, float above, int[] labels, int label, Stack<int> open)
    {
        (int left, int top, int right, int bottom) = (ink.Width, ink.Height, 0, 0);
        double mass = 0;
        float peak = 0;
        int depth = 0;
        while (open.TryPop(out int pixel))
        {
            (int y, int x) = Math.DivRem(pixel, ink.Width);
            (left, top) = (Math.Min(left, x), Math.Min(top, y));
            (right, bottom) = (Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            mass += ink.Levels[pixel];
            peak = Math.Max(peak, ink.Levels[pixel]);
            depth = Math.Max(depth, Math.Min(Math.Min(x, ink.Width - 1 - x), Math.Min(y, ink.Height - 1 - y)));
            for (int v = Math.Max(0, y - 1); v <= Math.Min(ink.Height - 1, y + 1); v++)
            {
                for (int u = Math.Max(0, x - 1); u <= Math.Min(ink.Width - 1, x + 1); u++)
                {
                    int neighbour = v * ink.Width + u;
                    if (labels[neighbour] == 0 && ink.Levels[neighbour] > above)
                    {
                        labels[neighbour] = label;
                        open.Push(neighbour);
                    }
                }
            }
        }

        return new InkComponent(label, new PixelBox(left, top, right - left, bottom - top), mass, peak, depth);
    }
}
