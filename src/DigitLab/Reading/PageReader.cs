using System.Diagnostics.CodeAnalysis;
using DigitLab.Imaging;

namespace DigitLab;

/// <summary>From a picture of a page to its rows of digits.</summary>
internal static class PageReader
{
    private const double WindowShare = 0.14;    // of the shorter side: wider than any stroke before the digits' height is known
    private const int SmallestWindow = 15;
    private const int SmallestPage = 32;        // a side of a picture with room for paper around the ink; smaller ones are one sign
    private const float LineLevel = 0.25f;      // of the usual ink, to look for printed lines
    private const double ReachOfFragment = 0.35;   // heights from a fragment to the row that it belongs to

    /// <summary>Reads a page.</summary>
    /// <param name="picture">Of any size and colours.</param>
    /// <param name="read">Reads one normalized digit; called from one thread at a time.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The rows from the top; none when there is no ink.</returns>
    internal static List<DigitRow> Read(ColorImage picture, Func<NormalizedDigit, Prediction> read, CancellationToken cancellation)
    {
        InkMap ink;
        int factor;
        try
        {
            (ink, factor) = FindInk(picture, cancellation);
        }
        catch (NoInkException)
        {
            return [];
        }

        cancellation.ThrowIfCancellationRequested();
        PageParts parts = PageParts.Of(ink);
        List<List<SignPart>> rows = PageRows.Of(parts.Whole, parts.SignHeight);
        List<List<SignPart>> fragments = FragmentsOf(rows, parts);
        var found = new List<ReadDigit>[rows.Count];
        Parallel.For(0, rows.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            // Rows of one page may differ in height, so each has its own.
            int[] heights = [.. rows[i].Select(sign => sign.Box.Height).Order()];
            found[i] = new RowReader(ink, heights[heights.Length / 2], read).Read(rows[i], fragments[i]);
        });
        return [.. found.Where(digits => digits.Count > 0).Select(digits => ToRow(digits, factor))];
    }

    /// <summary>Normalizes the one digit of a picture whose ink is found as on a page.</summary>
    /// <param name="picture">Of any size and colours.</param>
    /// <param name="digit">The digit; null when there is no ink.</param>
    /// <returns>Whether there is ink.</returns>
    internal static bool TryNormalize(ColorImage picture, [NotNullWhen(true)] out NormalizedDigit? digit)
    {
        try
        {
            (InkMap ink, int factor) = FindInk(picture, CancellationToken.None);
            digit = DigitNormalizer.Normalize(ink);
            digit = digit with { SourceBox = Enlarge(digit.SourceBox, factor) };
            return true;
        }
        catch (NoInkException)
        {
            digit = null;
            return false;
        }
    }

    private static (InkMap Ink, int Factor) FindInk(ColorImage picture, CancellationToken cancellation)
    {
        if (Transparency.FindInk(picture, out ColorImage opaque) is { } transparent)
        {
            return (transparent, 1);
        }

        if (Math.Min(picture.Width, picture.Height) < SmallestPage)
        {
            return (InkFinder.Find(picture), 1);
        }

        WorkingPicture working = WorkingPicture.Of(opaque);
        cancellation.ThrowIfCancellationRequested();
        InkPolarity polarity = PagePolarity.Of(working);
        if (polarity == InkPolarity.LightOnDark)
        {
            working.Invert();
        }

        int window = Math.Max(SmallestWindow, (int)(WindowShare * Math.Min(working.Width, working.Height)));
        InkMap ink = PageInk.Find(working, polarity, window);
        RuledLines.Erase(ink, LineLevel);
        return (ink, working.Factor);
    }

    // Each fragment goes to the row whose nearest sign is nearest, if it is near.
    private static List<List<SignPart>> FragmentsOf(List<List<SignPart>> rows, PageParts parts)
    {
        List<List<SignPart>> fragments = [.. rows.Select(_ => new List<SignPart>())];
        foreach (SignPart fragment in parts.Fragments)
        {
            int best = -1;
            double least = ReachOfFragment * parts.SignHeight;
            for (int row = 0; row < rows.Count; row++)
            {
                double distance = rows[row].Min(sign => Gap(sign.Box, fragment.Box));
                (best, least) = distance <= least ? (row, distance) : (best, least);
            }

            if (best >= 0)
            {
                fragments[best].Add(fragment);
            }
        }

        return fragments;
    }

    private static double Gap(PixelBox a, PixelBox b)
    {
        double across = Math.Max(0, Math.Max(a.X, b.X) - Math.Min(a.Right, b.Right)), down = Math.Max(0, Math.Max(a.Y, b.Y) - Math.Min(a.Bottom, b.Bottom));
        return Math.Sqrt((across * across) + (down * down));
    }

    private static DigitRow ToRow(List<ReadDigit> digits, int factor) => new([.. digits.Select(digit => digit with { Box = Enlarge(digit.Box, factor) })]);

    private static PixelBox Enlarge(PixelBox box, int factor) => new(box.X * factor, box.Y * factor, box.Width * factor, box.Height * factor);
}
