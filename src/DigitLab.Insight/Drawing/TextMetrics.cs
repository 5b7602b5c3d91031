namespace DigitLab.Insight;

/// <summary>How wide a text will be, without a font at hand.</summary>
/// <remarks>
/// The widths are Helvetica's (Adobe font metrics), which Arial and Liberation Sans share; a tenth is added, for a page may fall back to a
/// wider face. Nothing may be clipped, and a little too much room does no harm.
/// </remarks>
internal static class TextMetrics
{
    private const double Reserve = 1.1;
    private const int UnknownWidth = 600;
    private const int WideWidth = 1000;   // ideographs fill their square

    // In thousandths of the font's size, from the space to the tilde.
    private static readonly int[] Ascii =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The width of a line, in the units of the size.</summary>
    internal static double Width(string text, double size)
    {
        int sum = 0;
        foreach (char c in text)
        {
            sum += c is >= ' ' and <= '~' ? Ascii[c - ' '] : c >= 0x2E80 ? WideWidth : UnknownWidth;
        }

        return Reserve * sum * size / 1000;
    }

    /// <summary>The text, or as much of it as fits with an ellipsis behind.</summary>
    internal static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 0 && Width($"{text[..length].TrimEnd()}…", size) > width)
        {
            length--;
        }

        return $"{text[..length].TrimEnd()}…";
    }

    /// <summary>The text in lines that fit, broken between words; a word that is too long is cut off.</summary>
    internal static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = Fit(longer, size, width);
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return lines;
    }
}
