using DigitLab.Imaging;

namespace DigitLab.Data;

/// <summary>A picture of a page, and what stands on it.</summary>
/// <param name="Picture">The page as a camera sees it.</param>
/// <param name="Signs">The signs, row by row from the left.</param>
public sealed record RenderedPage(ColorImage Picture, IReadOnlyList<PageSign> Signs)
{
    /// <summary>Each row's digits as text, from the top.</summary>
    public IReadOnlyList<string> Rows =>
        [.. Signs.GroupBy(sign => sign.Row).OrderBy(row => row.Key).Select(row => string.Concat(row.Select(sign => sign.Label)))];
}
