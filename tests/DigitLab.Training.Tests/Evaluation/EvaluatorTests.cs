using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public void Mistakes_are_counted_where_they_are()
    {
        // One pixel, and a network that reads its brightness b as 1 for b < ½ and as 2 otherwise.
        DigitDataset digits = new("bright", 1, 1, [0, 255, 255, 0, 255], [1, 2, 1, 3, 2]);
        Evaluation evaluation = new Evaluator(Threshold(), Workers.Shared).Evaluate(digits);

        Assert.Equal(5, evaluation.Count);
        Assert.Equal([2, 3], evaluation.Errors);
        Assert.Equal(0.6, evaluation.Accuracy, 1e-15);
        Assert.Equal((1, 1, 2, 1), (evaluation.Confusion[1][1], evaluation.Confusion[1][2], evaluation.Confusion[2][2], evaluation.Confusion[3][1]));
        Assert.Equal(5, evaluation.Confusion.Sum(row => row.Sum()));
        Assert.Equal(new ClassScore(1, 0.5, 0.5, 0.5, 2), evaluation.Classes[1]);
        Assert.Equal(new ClassScore(2, 2 / 3.0, 1, 2 * (2 / 3.0) / (2 / 3.0 + 1), 2), evaluation.Classes[2]);
        Assert.Equal(new ClassScore(3, 0, 0, 0, 1), evaluation.Classes[3]);
        Assert.Equal(new ClassScore(9, 0, 0, 0, 0), evaluation.Classes[9]);
        Assert.StartsWith("accuracy 60.00% (2 errors in 5; 95% interval ", evaluation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_loss_is_the_mean_over_all_digits_whatever_the_batches()
    {
        // 251 digits: a full batch and one of a single digit, whose loss counts once.
        DigitDataset digits = new("bright", 1, 1, new byte[251], [.. Enumerable.Repeat((byte)1, 250), 2]);
        double right = new Evaluator(Threshold(), Workers.Shared).Evaluate(digits.Take(1)).Loss;
        double wrong = new Evaluator(Threshold(), Workers.Shared).Evaluate(digits.Range(250, 1)).Loss;
        Assert.True(wrong > right + 1);
        Assert.Equal(((250 * right) + wrong) / 251, new Evaluator(Threshold(), Workers.Shared).Evaluate(digits).Loss, 1e-12);
    }

    [Fact]
    public void A_network_that_was_trained_meanwhile_is_read_as_it_is_now()
    {
        DigitDataset digits = new("bright", 1, 1, [0, 255], [1, 2]);
        Network network = Threshold();
        var evaluator = new Evaluator(network, Workers.Shared);
        Assert.Equal(1, evaluator.Evaluate(digits).Accuracy);
        foreach (NamedParameter named in network.Parameters)
        {
            foreach (ref float number in named.Parameter.Value.Span)
            {
                number = -number;
            }
        }

        Assert.Equal(0, evaluator.Evaluate(digits).Accuracy);
    }

    [Fact]
    public void Digits_that_the_network_cannot_read_are_refused()
    {
        var evaluator = new Evaluator(Threshold(), Workers.Shared);
        Assert.Throws<ArgumentException>(() => evaluator.Evaluate(Tiny.Digits(0)));
        Assert.Throws<ArgumentException>(() => evaluator.Evaluate(Tiny.Digits(3)));
    }

    [Theory]
    [InlineData(0, 10, 0, 0.27753)]   // 1 − 1/(1 + z²/n)
    [InlineData(10, 10, 0.72247, 1)]
    [InlineData(5, 10, 0.23659, 0.76341)]
    [InlineData(9900, 10_000, 0.98786, 0.99178)]
    public void Wilsons_interval_has_the_values_of_its_formula(int successes, int count, double low, double high)
    {
        WilsonInterval interval = WilsonInterval.Of(successes, count);
        Assert.Equal(low, interval.Low, 1e-5);
        Assert.Equal(high, interval.High, 1e-5);
    }

    [Fact]
    public void An_interval_needs_trials_and_no_more_successes_than_those()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(3, 2));
    }

    private static Network Threshold()
    {
        var dense = new Dense(1, 10);
        (dense.Weights.Value.Span[1], dense.Bias!.Value.Span[1]) = (-4, 4);
        (dense.Weights.Value.Span[2], dense.Bias!.Value.Span[2]) = (4, 0);
        return new Network("threshold", new Shape(1, 1, 1), new Sequential(new Flatten(), dense));
    }
}
