using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>Digits of a dataset as tiles.</summary>
internal static class DigitTile
{
    internal static Tile Of(DigitDataset digits, int index, string caption) =>
        Tile.Of(new GrayImage(digits.Width, digits.Height, digits.Image(index)), caption) with { Tooltip = $"{digits.Name} {index}: {digits.Label(index)}{(caption.Length == 0 ? "" : $"; {caption}")}" };
}
