using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation;

public class AugmentationPreviewTests
{
    [Theory]
    [InlineData("rotation=20,shift=2,elastic=34:4")]
    [InlineData("shift=2:whole,mix=0.4")]
    public void Pictures_are_those_that_a_training_sees(string text)
    {
        AugmentationSettings settings = AugmentationParser.Parse(text)!;
        DigitDataset digits = SyntheticDigits.Create(12, seed: 4);
        IReadOnlyList<GrayImage> pictures = AugmentationPreview.Of(digits, 7, settings, seed: 3, epochs: 4);
        var loader = new BatchLoader(
            digits,
            InputNormalization.Unit,
            new BatchSettings(12, Seed: 3, IsShuffled: false, Augmentation: new DigitAugmentation(settings), MixingAlpha: settings.MixingAlpha),
            Workers.Shared);
        foreach (GrayImage picture in pictures)
        {
            float[] seen = loader.Next().Images.Span.Slice(7 * 784, 784).ToArray();
            Assert.Equal(seen, picture.Pixels.ToArray().Select(pixel => pixel / 255f));
        }
    }

    [Fact]
    public void Places_and_counts_are_checked()
    {
        DigitDataset digits = TestDigits.Random(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => AugmentationPreview.Of(digits, 3, new AugmentationSettings(), 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AugmentationPreview.Of(digits, -1, new AugmentationSettings(), 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AugmentationPreview.Of(digits, 0, new AugmentationSettings(), 1, 0));
        Assert.Throws<ArgumentException>(() => AugmentationPreview.Of(digits, 0, new AugmentationSettings { Zoom = 2 }, 1, 1));
    }
}
