namespace DigitLab.Tests.Normalization;

/// <summary>Measuring strokes and changing them.</summary>
public sealed class StrokeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(4)]
    public void The_width_of_a_long_bar_is_its_width(double width)
    {
        // The ends of 60 pixels length make the measure smaller by 1 / (1 + width / 60).
        float[] bar = Bar(40, 80, 20, 10, width, 60);
        Assert.Equal(width / (1 + width / 60), StrokeWidth.Of(bar, 40), 0.06);
    }

    [Fact]
    public void Soft_edges_and_weaker_ink_change_the_measure_little()
    {
        float[] bar = Bar(40, 80, 20, 10, 4, 60);
        float[] soft = new float[bar.Length];
        for (int i = 1; i < bar.Length - 1; i++)
        {
            soft[i] = (bar[i - 1] + 2 * bar[i] + bar[i + 1]) / 8;   // blurred, and half as strong
        }

        Assert.Equal(StrokeWidth.Of(bar, 40), StrokeWidth.Of(soft, 40), 0.1);
    }

    [Fact]
    public void An_empty_field_has_width_0() => Assert.Equal(0, StrokeWidth.Of(new float[16], 4));

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(-1)]
    [InlineData(-1.75)]
    public void A_change_by_a_radius_moves_both_edges_by_it(float radius)
    {
        float[] changed = StrokeThickness.Change(Bar(40, 80, 20, 10, 6, 60), 40, radius);
        float across = changed.AsSpan(40 * 40, 40).ToArray().Sum();
        float along = Enumerable.Range(0, 80).Sum(y => changed[y * 40 + 20]);
        Assert.Equal(6 + 2 * radius, across, 1e-5);
        Assert.Equal(60 + 2 * radius, along, 1e-5);
    }

    [Fact]
    public void A_dot_grows_to_a_disc_that_grows_smoothly()
    {
        float[] dot = new float[21 * 21];
        dot[10 * 21 + 10] = 1;
        float before = 1;
        for (float radius = 0.1f; radius < 8; radius += 0.1f)
        {
            float[] disc = StrokeThickness.Change(dot, 21, radius);
            float area = disc.Sum();
            Assert.InRange(area - before, 0, 8);
            Assert.Equal(disc[10 * 21 + 4], disc[4 * 21 + 10]);
            before = area;
        }

        Assert.InRange(before, Math.PI * 7.9 * 7.9, Math.PI * 8.9 * 8.9);   // a dot is half a pixel wide already
    }

    [Fact]
    public void Gray_ink_stays_gray()
    {
        float[] faint = Bar(40, 80, 20, 10, 6, 60);
        for (int i = 0; i < faint.Length; i++)
        {
            faint[i] *= 0.5f;
        }

        Assert.Equal(0.5f, StrokeThickness.Change(faint, 40, 2).Max());
        Assert.Equal(0.5f, StrokeThickness.Change(faint, 40, -2).Max());
    }

    [Fact]
    public void Ink_that_touches_the_fields_edge_is_not_eroded_there_alone()
    {
        float[] full = new float[100];
        Array.Fill(full, 1);
        float[] eroded = StrokeThickness.Change(full, 10, -1);   // outside is paper, so the edge goes
        Assert.Equal(64, eroded.Sum());
    }

    // A vertical bar whose left edge lies on a pixel's edge; a broken width is a column in part.
    private static float[] Bar(int columns, int rows, int left, int top, double width, int length)
    {
        float[] field = new float[columns * rows];
        for (int y = top; y < top + length; y++)
        {
            for (int x = left - 3; x < left - 3 + Math.Ceiling(width); x++)
            {
                field[y * columns + x] = (float)Math.Min(1, width - (x - left + 3));
            }
        }

        return field;
    }
}
