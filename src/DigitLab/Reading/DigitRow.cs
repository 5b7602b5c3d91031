using DigitLab.Imaging;

namespace DigitLab;

/// <summary>A row of digits that was read on a page, from the left.</summary>
/// <param name="Digits">The digits; at least one.</param>
public sealed record DigitRow(IReadOnlyList<ReadDigit> Digits)
{
    /// <summary>The digits as text: <c>1246</c>; leading zeros stay.</summary>
    public string Text => string.Concat(Digits.Select(digit => digit.Digit));

    /// <summary>How probable it is that every digit is right, if they err independently: the product of their confidences.</summary>
    public float Confidence => Digits.Aggregate(1f, (product, digit) => product * digit.Confidence);

    /// <summary>The smallest box around all digits, in the picture's pixels.</summary>
    public PixelBox Box => Digits.Select(digit => digit.Box).Aggregate(PixelBox.Union);

    /// <summary>The number: the same as <see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
