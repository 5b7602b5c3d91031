namespace DigitLab.Tests.Normalization;

public sealed class OtsuThresholdTests
{
    [Fact]
    public void Between_two_heaps_the_middle_is_taken()
    {
        float[] values = [10, 10, 10, 12, 200, 202, 202];
        Assert.InRange(OtsuThreshold.Of(values, 255), 100, 112);
    }

    [Fact]
    public void The_threshold_is_the_best_of_all_by_trial()
    {
        ulong state = 5;
        float[] values = new float[300];
        for (int i = 0; i < values.Length; i++)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            int low = (int)(state >> 33) % 120;
            values[i] = i % 3 == 0 ? low + 100 : low;
        }

        double best = Enumerable.Range(1, 254).Max(t => Between(values, t));
        Assert.Equal(best, Between(values, OtsuThreshold.Of(values, 255)), best * 1e-9);
    }

    [Fact]
    public void Values_outside_the_range_count_as_its_ends() =>
        Assert.InRange(OtsuThreshold.Of([-50, -1, 0, 300, 1000], 255), 100, 150);

    private static double Between(float[] values, double threshold)
    {
        float[] below = [.. values.Where(v => v < threshold)];
        float[] above = [.. values.Where(v => v >= threshold)];
        if (below.Length == 0 || above.Length == 0)
        {
            return 0;
        }

        double difference = below.Average(v => (double)v) - above.Average(v => (double)v);
        return (double)below.Length * above.Length * difference * difference;
    }
}
