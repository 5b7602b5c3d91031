using DigitLab.Data;
using DigitLab.Data.Tests;
using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

/// <summary>What normalizing does to digits that are MNIST's already.</summary>
public sealed class MnistLookTests
{
    [MnistFact]
    public void Digits_of_mnist_come_back_nearly_as_they_were()
    {
        double sum = 0;
        int changedMuch = 0;
        foreach (GrayImage digit in FirstTestDigits(1000))
        {
            double difference = Pixels.MeanDifference(digit, DigitNormalizer.Normalize(digit).Image);
            sum += difference;
            changedMuch += difference > 8 ? 1 : 0;
        }

        Assert.InRange(sum / 1000, 0, 1.5);        // of 255 gray levels; measured 1.0
        Assert.InRange(changedMuch, 0, 40);        // those with unusual strokes
    }

    [MnistFact]
    public void Enlarged_digits_of_mnist_on_coloured_paper_look_like_themselves()
    {
        double sum = 0;
        foreach (GrayImage digit in FirstTestDigits(100))
        {
            ColorImage large = Pixels.Change(Resampler.Resize(digit, 224, 224).ToColor(), (_, _, v) => 240 - 200.0 * v / 255);
            sum += Pixels.MeanDifference(digit, DigitNormalizer.Normalize(large).Image);
        }

        Assert.InRange(sum / 100, 0, 10);   // measured 7.5; a shift by one pixel alone costs about 20
    }

    private static IEnumerable<GrayImage> FirstTestDigits(int count)
    {
        DigitDataset digits = MnistFolder.Open(MnistFactAttribute.Folder).ReadTest();
        for (int i = 0; i < count; i++)
        {
            yield return new GrayImage(28, 28, digits.Image(i));
        }
    }
}
