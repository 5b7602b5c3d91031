using DigitLab.Imaging;

namespace DigitLab;

/// <summary>The patches of a map of ink that make up its digit, without specks and whatever else is on the paper.</summary>
internal sealed class DigitInk
{
    // Ink above this share of full ink counts as part of a stroke: low, so that anti-aliased edges belong to their stroke.
    private const float FaintestInk = 0.04f;
    private const float FaintestToNoise = 4;

    private readonly InkMap _ink;
    private readonly int[] _labels;
    private readonly bool[] _isKept;   // by label; paper, 0, is not

    private DigitInk(InkMap ink, int[] labels, IReadOnlyList<InkComponent> kept, bool isAlone)
    {
        (_ink, _labels, IsAlone) = (ink, labels, isAlone);
        _isKept = new bool[labels.Max() + 1];
        foreach (InkComponent component in kept)
        {
            _isKept[component.Label] = true;
        }

        Box = kept.Select(c => c.Box).Aggregate(PixelBox.Union);
    }

    /// <summary>The smallest box around the digit.</summary>
    internal PixelBox Box { get; }

    /// <summary>Whether nothing else of weight stands on the paper, too far away to be a part of the digit.</summary>
    internal bool IsAlone { get; }

    /// <summary>Finds the digit.</summary>
    /// <exception cref="NoInkException">There is nothing but specks and faint marks.</exception>
    internal static DigitInk Find(InkMap ink)
    {
        var labeling = ComponentLabeling.Of(ink, Math.Max(FaintestInk, FaintestToNoise * ink.Noise));
        IReadOnlyList<InkComponent> kept = Specks.Drop(labeling.Components, ink.Bounds, out bool isAlone);
        return kept.Count > 0
            ? new DigitInk(ink, labeling.Labels, kept, isAlone)
            : throw new NoInkException("no ink found: nothing is dark enough to be a stroke.");
    }

    /// <summary>The box alone, with the digit's own patches and nothing else.</summary>
    internal InkMap CutOut()
    {
        float[] levels = new float[Box.Width * Box.Height];
        for (int i = 0; i < levels.Length; i++)
        {
            int pixel = (Box.Y + i / Box.Width) * _ink.Width + Box.X + i % Box.Width;
            levels[i] = _isKept[_labels[pixel]] ? _ink.Levels[pixel] : 0;
        }

        return new InkMap(Box.Width, Box.Height, levels, _ink.Noise, _ink.Polarity);
    }
}
