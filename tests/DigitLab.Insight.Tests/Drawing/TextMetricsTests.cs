namespace DigitLab.Insight.Tests.Drawing;

public class TextMetricsTests
{
    [Fact]
    public void A_text_that_fits_stays_and_another_ends_in_an_ellipsis_within_the_width()
    {
        Assert.Equal("short", TextMetrics.Fit("short", 10, 100));
        string cut = TextMetrics.Fit("a much longer text than there is room for", 10, 100);
        Assert.EndsWith("…", cut);
        Assert.InRange(TextMetrics.Width(cut, 10), 60, 100);
    }

    [Fact]
    public void Lines_break_between_words_and_none_is_wider_than_allowed()
    {
        const string Text = "Lines break between words and Donaudampfschifffahrtsgesellschaftskapitaensmuetze is cut";
        IReadOnlyList<string> lines = TextMetrics.Wrap(Text, 10, 120);
        Assert.All(lines, line => Assert.True(TextMetrics.Width(line, 10) <= 120, line));
        Assert.StartsWith("Lines break", lines[0]);
        Assert.EndsWith("cut", lines[^1]);
        Assert.Empty(TextMetrics.Wrap("", 10, 120));
    }

    [Fact]
    public void Widths_are_those_of_the_face_and_a_tenth_more()
    {
        // "Wi" is 944 + 222 thousandths of the size.
        Assert.Equal(1.1 * 11.66, TextMetrics.Width("Wi", 10), 6);
    }
}
