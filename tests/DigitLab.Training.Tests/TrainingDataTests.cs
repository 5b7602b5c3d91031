using DigitLab.Data;

namespace DigitLab.Training.Tests;

public sealed class TrainingDataTests
{
    [Fact]
    public void Bagging_draws_as_many_digits_with_repetition_by_the_seed()
    {
        TrainingConfiguration bagged = Tiny.Configuration with { IsBagged = true };
        TrainingData one = TrainingData.Prepare(bagged, Tiny.Digits()), again = TrainingData.Prepare(bagged, Tiny.Digits()), other = TrainingData.Prepare(bagged with { Seed = 9 }, Tiny.Digits());

        Assert.Equal((76, 24), (one.Training.Count, one.Validation.Count));
        Assert.Equal(one.Fingerprint, again.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        int distinct = Enumerable.Range(0, 76).Select(index => Convert.ToHexString(one.Training.Image(index))).Distinct().Count();
        Assert.InRange(distinct, 38, 60);   // about 1 − 1/e of 76
    }

    [Fact]
    public void Digits_are_held_back_before_the_rest_is_limited()
    {
        DigitDataset digits = Tiny.Digits();
        TrainingConfiguration all = Tiny.Configuration with { Split = SplitKind.Random };
        TrainingData many = TrainingData.Prepare(all, digits), few = TrainingData.Prepare(all with { TrainLimit = 10 }, digits);
        Assert.Equal((76, 24), (many.Training.Count, many.Validation.Count));
        Assert.Equal((10, 24), (few.Training.Count, few.Validation.Count));
        Assert.Equal(DatasetHash.Of(many.Validation), DatasetHash.Of(few.Validation));
        Assert.Equal(DatasetHash.Of(many.Training.Take(10)), DatasetHash.Of(few.Training));
    }

    [Fact]
    public void Rendered_digits_follow_the_written_ones_that_were_pasted_into_them_and_none_is_chosen_by()
    {
        TrainingConfiguration configuration = Tiny.Configuration with { TrainLimit = 20, RenderedCount = 30, Seed = 7 };
        (int Count, ulong Seed, int Written) asked = default;
        TrainingData data = TrainingData.Prepare(configuration, Tiny.Digits(), rendering: Render);

        Assert.Equal((30, 7UL, 20), asked);
        Assert.Equal((47, 20, 24), (data.Training.Count, data.WrittenCount, data.Validation.Count));   // three were lost
        Assert.Equal(DatasetHash.Of(Tiny.Digits(27, seed: 3)), DatasetHash.Of(data.Training.Range(20, 27)));
        Assert.Equal(NormalizationFitter.Fit(configuration.Normalization, data.Training).Mean, data.Normalization.Mean);
        Assert.Contains("renderedCount", Assert.Throws<ArgumentException>(() => TrainingData.Prepare(configuration, Tiny.Digits())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (configuration with { RenderedCount = -1 }).Checked());

        DigitDataset Render(int count, ulong seed, DigitDataset written)
        {
            asked = (count, seed, written.Count);
            return Tiny.Digits(count - 3, seed: 3);
        }
    }

    [Fact]
    public void The_normalization_is_that_of_the_digits_to_learn_from()
    {
        TrainingConfiguration configuration = Tiny.Configuration with { Normalization = NormalizationKind.PerPixel, TrainLimit = 20 };
        TrainingData data = TrainingData.Prepare(configuration, Tiny.Digits());
        Assert.Equal(NormalizationFitter.Fit(NormalizationKind.PerPixel, data.Training).Mean, data.Normalization.Mean);
    }

    [Fact]
    public void The_fingerprint_tells_digits_apart_whatever_they_are_called()
    {
        DigitDataset digits = Tiny.Digits(50), others = Tiny.Digits(50, seed: 2);
        Assert.Equal(DatasetHash.Of(digits), DatasetHash.Of(digits.Range(0, 50, "another name")));
        Assert.NotEqual(DatasetHash.Of(digits), DatasetHash.Of(others));
        Assert.NotEqual(DatasetHash.Of(digits), DatasetHash.Of(digits.Take(49)));
        Assert.NotEqual(DatasetHash.Of(digits), DatasetHash.Of(digits.Take(25), digits.Range(25, 25)));
        Assert.NotEqual(DatasetHash.Of(digits), DatasetHash.Of(digits.Select([.. Enumerable.Range(0, 50).Reverse()])));
    }
}
