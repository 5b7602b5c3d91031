namespace DigitLab.Data.Tests.Synthetic;

public class DigitFormsTests
{
    private static readonly int[] Digits = [.. Enumerable.Range(0, DigitDataset.Classes)];

    [Fact]
    public void A_form_comes_as_often_as_its_share_says()
    {
        foreach (int digit in Digits)
        {
            // The middle of each thousandth, so that no rounding decides at a border.
            var times = Enumerable.Range(0, 1000).Select(i => DigitForms.Choose(digit, (i + 0.5) / 1000)).GroupBy(form => form).ToList();
            double total = times.Sum(form => form.Key.Share);
            Assert.True(times.Count >= 3, $"digit {digit}: {times.Count} forms");
            Assert.All(times, form => Assert.True(Math.Abs(form.Count() - (1000 * form.Key.Share / total)) <= 1));
        }
    }

    [Fact]
    public void Every_stroke_has_a_length_and_lies_in_the_box()
    {
        foreach (DigitForm form in Digits.SelectMany(digit => Enumerable.Range(0, 100).Select(i => DigitForms.Choose(digit, i / 100.0))).Distinct())
        {
            Assert.All(form.Points, point => Assert.True(point is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }));
            Assert.All(form.Strokes, stroke => Assert.True(stroke.Distinct().Count() >= 3));
        }
    }

    [Fact]
    public void A_point_that_two_strokes_share_is_kept_once()
    {
        var form = new DigitForm(1, [10, 0, 50, 50], [50, 50, 50, 50, 10, 0, 0, 100]);
        Assert.Equal([(0.1, 0.0), (0.5, 0.5), (0.0, 1.0)], form.Points);
        Assert.Equal([0, 1], form.Strokes[0]);
        Assert.Equal([1, 1, 0, 2], form.Strokes[1]);
    }

    [Fact]
    public void A_form_of_too_many_points_is_refused() => Assert.Contains(
        "expected at most 24 points, got 25",
        Assert.Throws<ArgumentException>(() => new DigitForm(1, [.. Enumerable.Range(0, 50)])).Message,
        StringComparison.Ordinal);
}
