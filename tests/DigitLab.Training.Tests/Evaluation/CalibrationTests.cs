using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public class CalibrationTests
{
    // Two classes; an output of ±ln 3 means 75% sure.
    private static readonly float Sure75 = MathF.Log(3);

    [Fact]
    public void Outputs_that_are_as_sure_as_they_are_right_need_no_temperature()
    {
        (float[][] outputs, int[] labels) = Samples(Sure75);

        Assert.Equal(1, Calibration.FitTemperature(outputs, labels), 1e-3);
        Assert.Equal(0, Calibration.ExpectedError(outputs, labels, 1), 1e-6);
    }

    [Fact]
    public void Outputs_that_are_three_times_too_sure_are_divided_by_three()
    {
        (float[][] outputs, int[] labels) = Samples(3 * Sure75);

        // 27 : 1 is 96.4% sure, and 75% are right.
        Assert.Equal(3, Calibration.FitTemperature(outputs, labels), 1e-3);
        Assert.Equal((27.0 / 28) - 0.75, Calibration.ExpectedError(outputs, labels, 1), 1e-5);
        Assert.Equal(0, Calibration.ExpectedError(outputs, labels, 3), 1e-5);
    }

    [Fact]
    public void The_temperature_of_drawn_labels_is_found_again()
    {
        RandomSource random = new RandomKey(2, RandomPurpose.Test).Open();
        var outputs = new List<float[]>();
        var labels = new List<int>();
        for (int i = 0; i < 20_000; i++)
        {
            float[] logits = [(float)(2 * random.NextNormal()), (float)(2 * random.NextNormal()), (float)(2 * random.NextNormal())];
            double[] shares = [.. logits.Select(logit => Math.Exp(logit / 2))];
            double at = random.NextDouble() * shares.Sum();
            labels.Add(at < shares[0] ? 0 : at < shares[0] + shares[1] ? 1 : 2);
            outputs.Add(logits);
        }

        Assert.InRange(Calibration.FitTemperature(outputs, labels), 1.9, 2.1);
    }

    [Fact]
    public void Counts_that_differ_are_refused()
    {
        Assert.Contains("got 1 and 0", Assert.Throws<ArgumentException>(() => Calibration.FitTemperature([], [1])).Message);
        Assert.Throws<ArgumentException>(() => Calibration.ExpectedError([], [], 1));
    }

    private static (float[][] Outputs, int[] Labels) Samples(float output) =>
        ([.. Enumerable.Range(0, 100).Select(_ => new[] { 0, output })], [.. Enumerable.Range(0, 100).Select(i => i < 75 ? 1 : 0)]);
}
