using DigitLab.Data;
using DigitLab.Data.Tests;
using DigitLab.Imaging;

namespace DigitLab.Tests;

/// <summary>What the networks that come along do with MNIST's test digits, through the recognizer's own doors.</summary>
public sealed class RecognizerMnistTests : IDisposable
{
    private const int Step = 10;   // every tenth test digit tells enough
    private readonly DigitRecognizer _recognizer = DigitRecognizer.Load();

    public void Dispose() => _recognizer.Dispose();

    [MnistFact]
    public void Test_digits_are_read_and_taken_for_digits()
    {
        Prediction[] predictions = [.. Digits().Select(digit => _recognizer.Recognize(digit.Picture))];
        int right = predictions.Zip(Digits()).Count(pair => pair.First.Digit == pair.Second.Label), refused = predictions.Count(p => !p.IsDigit);

        Assert.True(right >= 0.99 * predictions.Length, $"{right} of {predictions.Length} are right.");
        Assert.True(refused <= 0.01 * predictions.Length, $"{refused} of {predictions.Length} are refused.");
    }

    [MnistFact]
    public void LeNet_5_comes_along_and_reads_them_too()
    {
        using var small = DigitRecognizer.Load(BuiltInNetwork.LeNet5);
        int count = Digits().Count(), right = Digits().Count(digit => small.Recognize(digit.Picture).Digit == digit.Label);

        Assert.True(right >= 0.985 * count, $"{right} of {count} are right.");
    }

    [MnistFact]
    public void Probabilities_are_as_sure_as_they_are_right()
    {
        (Prediction Prediction, int Label)[] read = [.. Digits().Select(digit => (_recognizer.Recognize(digit.Picture), digit.Label))];
        double excess = read
            .GroupBy(each => Math.Min((int)(15 * each.Prediction.Confidence), 14))
            .Sum(bin => Math.Abs(bin.Sum(each => each.Prediction.Confidence - (each.Prediction.Digit == each.Label ? 1 : 0))));

        Assert.True(excess / read.Length <= 0.006, $"expected calibration error {excess / read.Length:P2}");
    }

    [MnistFact]
    public void Moved_scaled_and_inverted_digits_are_read_as_well()
    {
        int count = 0, right = 0;
        foreach ((GrayImage picture, int label) in Digits())
        {
            int size = new[] { 14, 20, 28, 40, 56 }[count % 5], side = size + 8;
            GrayImage scaled = Resampler.Resize(picture, size, size);
            var moved = new GrayImage(side, side);
            for (int y = 0; y < size; y++)
            {
                scaled.Row(y).CopyTo(moved.Row(y + (count % 9))[(count / 9 % 9)..]);
            }

            right += _recognizer.Recognize(count % 2 == 0 ? moved : moved.Invert()).Digit == label ? 1 : 0;
            count++;
        }

        Assert.True(right >= 0.985 * count, $"{right} of {count} are right.");
    }

    [Theory]
    [InlineData(OtherSign.Letter, 0.95)]
    [InlineData(OtherSign.Scribble, 0.93)]
    [InlineData(OtherSign.Dash, 0.95)]
    [InlineData(OtherSign.Pair, 0.92)]
    [InlineData(OtherSign.Paper, 0.97)]
    public void What_is_no_digit_is_refused(OtherSign kind, double least)
    {
        const int Count = 200;
        int refused = Enumerable.Range(0, Count).Count(i => _recognizer.TryRecognize(SignPictures.Other(kind, seed: 3, (1L << 43) + i))?.IsDigit != true);

        Assert.True(refused >= least * Count, $"{refused} of {Count} are refused.");
    }

    private static IEnumerable<(GrayImage Picture, int Label)> Digits()
    {
        DigitDataset digits = DigitSets.Find(DatasetChoice.Mnist, MnistFactAttribute.Folder).Test;
        return Enumerable.Range(0, digits.Count / Step).Select(i => (new GrayImage(28, 28, digits.Image(Step * i)), (int)digits.Label(Step * i)));
    }
}
