using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class EnsembleTests
{
    [Fact]
    public void The_mean_weighs_how_sure_each_network_is()
    {
        // (0.9 + 0.4 + 0.4) / 3 = 0.567 for class 0.
        DigitProbabilities mean = Ensemble.Vote([Says(0.9, 0.1), Says(0.4, 0.6), Says(0.4, 0.6)], VoteKind.Mean);

        Assert.Equal(0, mean.ReadingOf(0));
        Assert.Equal(1.7 / 3, mean.ConfidenceOf(0), 12);
    }

    [Fact]
    public void The_majority_counts_networks_and_however_sure_one_is_it_has_one_vote() =>
        Assert.Equal(1, Ensemble.Vote([Says(1, 0), Says(0.49, 0.51), Says(0.49, 0.51)], VoteKind.Majority).ReadingOf(0));

    [Fact]
    public void Between_as_many_votes_the_mean_probability_decides()
    {
        Assert.Equal(0, Ensemble.Vote([Says(0.9, 0.1), Says(0.4, 0.6)], VoteKind.Majority).ReadingOf(0));
        Assert.Equal(1, Ensemble.Vote([Says(0.6, 0.4), Says(0.1, 0.9)], VoteKind.Majority).ReadingOf(0));
    }

    [Fact]
    public void On_two_levels_each_kind_has_one_vote_however_many_networks_it_has()
    {
        DigitProbabilities[] members = [Says(0.9, 0.1), Says(0.9, 0.1), Says(0.9, 0.1), Says(0.2, 0.8), Says(0.3, 0.7)];
        string[] kinds = ["m3", "m3", "m3", "m5", "m7"];

        Assert.Equal(0, Ensemble.Vote(members, VoteKind.Majority).ReadingOf(0));
        Assert.Equal(1, Ensemble.VoteByKind(members, kinds, VoteKind.Majority).ReadingOf(0));
        Assert.Equal((0.9 + 0.2 + 0.3) / 3, Ensemble.VoteByKind(members, kinds, VoteKind.Mean).Of(0)[0], 12);
    }

    [Fact]
    public void Networks_that_have_read_different_digits_cannot_vote()
    {
        Assert.Contains("all read the same digits", Assert.Throws<ArgumentException>(() => Ensemble.Vote([Says(1, 0), new DigitProbabilities([[1, 0], [1, 0]])], VoteKind.Mean)).Message);
        Assert.Contains("at least one network", Assert.Throws<ArgumentException>(() => Ensemble.Vote([], VoteKind.Mean)).Message);
        Assert.Contains("a kind for each of 1 networks, got 2", Assert.Throws<ArgumentException>(() => Ensemble.VoteByKind([Says(1, 0)], ["a", "b"], VoteKind.Mean)).Message);
    }

    [Fact]
    public void One_networks_reading_is_the_evaluators()
    {
        DigitDataset digits = Tiny.Digits(260);   // a whole batch and a rest
        Network network = Tiny.Network();
        network.Normalization = InputNormalization.Standard(0.3f, 0.2f);

        var read = DigitProbabilities.Read(network, digits, Workers.Shared);

        Assert.Equal(new Evaluator(network, Workers.Shared).Evaluate(digits).Errors, read.Errors(digits));
        Assert.All(Enumerable.Range(0, digits.Count), index => Assert.Equal(1, read.Of(index).Sum(), 12));
    }

    [Fact]
    public void Views_are_averaged_and_the_first_of_them_is_the_digit_as_it_is()
    {
        DigitDataset digits = Tiny.Digits(20);
        Network network = Tiny.Network();
        double[] plain = [.. DigitProbabilities.Read(network, digits, Workers.Shared).Of(3)], five = [.. DigitProbabilities.Read(network, digits, Workers.Shared, TestTimeViews.Of(5)).Of(3)];

        var mean = new double[plain.Length];
        foreach ((int x, int y) in ((int, int)[])[(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)])
        {
            double[] shifted = [.. DigitProbabilities.Read(network, Shifted(digits.Select([3]), x, y), Workers.Shared).Of(0)];
            for (int c = 0; c < mean.Length; c++)
            {
                mean[c] += shifted[c] / 5;
            }
        }

        Assert.Equal(mean.Select(value => Math.Round(value, 10)), five.Select(value => Math.Round(value, 10)));
        Assert.NotEqual(plain, five);
        Assert.Contains("expected 1, 5, 9 views, got 3", Assert.Throws<ArgumentOutOfRangeException>(() => TestTimeViews.Of(3)).Message);
    }

    [Fact]
    public void Pictures_of_another_size_are_refused() => Assert.Contains(
        "expected pictures of [8, 8, 1] for tiny",
        Assert.Throws<ArgumentException>(() => DigitProbabilities.Read(Tiny.Network(), SyntheticDigits.Create(2, seed: 1), Workers.Shared)).Message);

    private static DigitProbabilities Says(double zero, double one) => new([[zero, one]]);

    private static DigitDataset Shifted(DigitDataset digits, int right, int down)
    {
        byte[] pixels = new byte[digits.Height * digits.Width];
        for (int y = 0; y < digits.Height; y++)
        {
            for (int x = 0; x < digits.Width; x++)
            {
                (int fromX, int fromY) = (x - right, y - down);
                bool isInside = fromX >= 0 && fromX < digits.Width && fromY >= 0 && fromY < digits.Height;
                pixels[(y * digits.Width) + x] = isInside ? digits.Image(0)[(fromY * digits.Width) + fromX] : (byte)0;
            }
        }

        return new DigitDataset("shifted", digits.Height, digits.Width, pixels, [digits.Label(0)]);
    }
}
