using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Renders pages with rows of digits as a camera sees them, and knows what stands where: for tests and for training.</summary>
/// <remarks>A page is a function of layout, look, key and digits alone and has the same bits on every machine.</remarks>
public static class PageRenderer
{
    private const double Overlap = 0.08;                   // of a touching digit's height

    /// <summary>Renders one page.</summary>
    /// <param name="layout">How much stands on it.</param>
    /// <param name="look">Paper, ink, light and camera.</param>
    /// <param name="key">Where everything random comes from.</param>
    /// <param name="written">Digits of people to paste, of 28×28 pixels, half of the time; null to write all by the synthetic hand.</param>
    /// <exception cref="ArgumentException">The written digits have another size.</exception>
    public static RenderedPage Render(PageLayout layout, PageLook look, RandomKey key, DigitDataset? written = null)
    {
        RequireSize(written);
        RandomSource random = key.Open();
        var page = new PageCanvas(layout.Width, layout.Height, look);
        double left = layout.Margin * layout.Width, top = layout.Margin * layout.Height;
        double rowStep = (layout.Height - (2 * top)) / layout.Rows, step = (layout.Width - (2 * left)) / layout.DigitsPerRow;
        double height = Math.Min(layout.DigitHeight * rowStep, step);
        for (int row = 0; row < layout.Rows; row++)
        {
            double end = 0, y = top + ((row + 0.5) * rowStep) - (height / 2);
            for (int place = 0; place < layout.DigitsPerRow; place++)
            {
                double size = height * (1 + (layout.Unevenness * random.NextNormal()));
                bool touches = place > 0 && random.NextDouble() < layout.TouchingShare;
                double x = touches ? end - (Overlap * height) : Math.Max(left + (place * step), end + (0.12 * height));
                end = x + WriteDigit(page, written, row, x, y + (layout.Unevenness * height * random.NextNormal()), size, ref random);
            }
        }

        return page.Photograph(ref random);
    }

    /// <summary>Puts one digit on a page, by a synthetic hand or a written one.</summary>
    /// <returns>How wide it became.</returns>
    internal static double WriteDigit(PageCanvas page, DigitDataset? written, int row, double x, double y, double height, ref RandomSource random)
    {
        if (written is null || random.NextDouble() < 0.5)
        {
            int digit = random.NextInt32(DigitDataset.Classes);
            return page.Write(DigitForms.ChooseEvenly(digit, random.NextDouble()), digit, row, x, y, height, ref random);
        }

        // The ink's box within the field is what has the height; its left edge comes to x.
        int index = random.NextInt32(written.Count);
        ReadOnlySpan<byte> pixels = written.Image(index);
        (int left, int right, int top, int bottom) = BoxOf(pixels);
        double step = height / Math.Max(bottom - top, 1);
        step = Math.Min(step, height / (ScannedSign.BoxSide * 0.5));   // a flat sign does not grow without end
        page.Paste(
            pixels, written.Label(index), row, x - (step * left), y - (step * top), step * ScannedSign.BoxSide, random.NextBetween(0.28, 0.5));
        return step * (right - left);
    }

    /// <summary>Refuses digits that are not MNIST's size.</summary>
    internal static void RequireSize(DigitDataset? written)
    {
        if (written is not null && (written.Width != ScannedSign.Side || written.Height != ScannedSign.Side || written.Count == 0))
        {
            throw new ArgumentException($"{written.Name}: expected digits of {ScannedSign.Side}×{ScannedSign.Side} pixels, got {written}.", nameof(written));
        }
    }

    private static (int Left, int Right, int Top, int Bottom) BoxOf(ReadOnlySpan<byte> pixels)
    {
        (int left, int right, int top, int bottom) = (ScannedSign.Side, 0, ScannedSign.Side, 0);
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] >= 128)
            {
                (int y, int x) = Math.DivRem(i, ScannedSign.Side);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x + 1), Math.Min(top, y), Math.Max(bottom, y + 1));
            }
        }

        return (left, right, top, bottom);
    }
}
