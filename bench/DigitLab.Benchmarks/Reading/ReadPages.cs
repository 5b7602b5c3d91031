using System.Diagnostics;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Rendered pages of 12 megapixels with ten rows of eight digits: shadow, tilt, noise, and what they cost to read.</summary>
internal static class ReadPages
{
    private const ulong Seed = 2026;
    private const double Farthest = 10;   // degrees of tilt
    private static readonly PageLayout Layout = new() { Width = 4000, Height = 3000 };

    internal static void Run(DigitRecognizer recognizer, DigitDataset test, int count)
    {
        Console.WriteLine();
        Console.WriteLine($"{count} rendered pages of {Layout.Width}×{Layout.Height} pixels each, {Layout.Rows} rows of {Layout.DigitsPerRow} digits");
        foreach (PaperKind paper in Enum.GetValues<PaperKind>())
        {
            Score($"{paper.ToString().ToLowerInvariant()} paper", recognizer, test, count, paper, touching: 0);
        }

        Score("a fifth touching", recognizer, test, count, PaperKind.Plain, touching: 0.2);
    }

    private static void Score(string name, DigitRecognizer recognizer, DigitDataset test, int count, PaperKind paper, double touching)
    {
        (int digits, int right, int rows, int wholeRows) = (0, 0, 0, 0);
        var times = new List<double>();
        for (int i = 0; i < count; i++)
        {
            var look = new PageLook
            {
                Paper = paper,
                LineSpacing = 130,
                PenWidth = 0.06 + (0.06 * i / count),
                TiltDegrees = Farthest * ((2.0 * i / Math.Max(count - 1, 1)) - 1),
                Shading = 0.3,
                Shadow = 0.4,
                Noise = 6,
                Blur = 2,
                PerspectiveX = 0.05,
            };
            RenderedPage page = PageRenderer.Render(Layout with { TouchingShare = touching }, look, new RandomKey(Seed, RandomPurpose.Page, (int)paper, i), test);
            var watch = Stopwatch.StartNew();
            IReadOnlyList<DigitRow> read = recognizer.Read(page.Picture);
            times.Add(watch.Elapsed.TotalMilliseconds);
            ReadDigit[] found = [.. read.SelectMany(row => row.Digits)];
            digits += page.Signs.Count;
            right += page.Signs.Count(sign => found.Count(digit => Holds(digit.Box, sign.Box) && digit.Digit == sign.Label) == 1);
            rows += page.Rows.Count;
            wholeRows += page.Rows.Zip(read, (wanted, got) => wanted == got.Text).Count(isSame => isSame);
        }

        Console.WriteLine(
            $"  {name,-16} {ReadDigits.Percent(right, digits)} of {digits:N0} digits right, {ReadDigits.Percent(wholeRows, rows)} of {rows} whole rows, median {Median.Of(times):F0} ms a page");
    }

    private static bool Holds(PixelBox box, PixelBox sign)
    {
        (int x, int y) = (sign.X + (sign.Width / 2), sign.Y + (sign.Height / 2));
        return x >= box.X && x < box.Right && y >= box.Y && y < box.Bottom;
    }
}
