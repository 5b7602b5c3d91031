using System.Security.Cryptography;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation;

[Collection(AloneTests.Name)]
public class DigitAugmentationTests
{
    private static readonly DigitDataset Digits = SyntheticDigits.Create(40, seed: 1);

    private static readonly DigitAugmentation Everything = new(AugmentationParser.Parse(
        "rotation=15,shift=2,shear=10,zoom=0.2:per-axis,elastic=34:4,thickness=1.5,blur=1,noise=0.2,erase=0.5")!);

    [Fact]
    public void Every_width_gives_the_same_bytes()
    {
        byte[]? expected = null;
        EveryWidth.Run(width =>
        {
            byte[] actual = [.. Enumerable.Range(0, 40).SelectMany(i => Augment(i, epoch: 2))];
            expected ??= actual;
            Assert.True(expected.AsSpan().SequenceEqual(actual), width);
        });
    }

    [Fact]
    public void Every_thread_gives_the_same_bytes()
    {
        byte[][] expected = [.. Enumerable.Range(0, 40).Select(i => Augment(i, epoch: 1))];
        Parallel.For(0, 400, i => Assert.Equal(expected[i % 40], Augment(i % 40, epoch: 1)));
    }

    [Fact]
    public void Seed_epoch_and_sample_decide()
    {
        RandomKey key = new(7, RandomPurpose.Augmentation, Epoch: 3, Sample: 9);
        Assert.Equal(Augment(0, key), Augment(0, key));
        foreach (RandomKey other in (RandomKey[])[key with { Seed = 8 }, key with { Epoch = 4 }, key with { Sample = 10 }])
        {
            Assert.NotEqual(Augment(0, key), Augment(0, other));
        }
    }

    [Fact]
    public void The_bytes_of_a_key_never_change()
    {
        DigitDataset noise = TestDigits.Random(40, 28, 28);
        byte[] bytes = new byte[40 * 784];
        for (int i = 0; i < 40; i++)
        {
            Everything.Apply(noise.Image(i), 28, 28, bytes.AsSpan(i * 784, 784), new RandomKey(11, RandomPurpose.Augmentation, 0, i));
        }

        Assert.Equal("ba3be917007aafbf4d9e53d32414ba7903a7906d", Convert.ToHexStringLower(SHA256.HashData(bytes))[..40]);
    }

    [Fact]
    public void Pictures_of_other_sizes_in_between_change_nothing()
    {
        byte[] expected = Augment(5, epoch: 0);
        byte[] small = new byte[12];
        Everything.Apply(TestDigits.Random(1).Image(0), 4, 3, small, new RandomKey(1, RandomPurpose.Augmentation));
        Assert.Equal(expected, Augment(5, epoch: 0));
    }

    [Fact]
    public void A_digit_stays_a_digit()
    {
        // Whatever is done, most of the ink is still there, and the picture is another one.
        var gentle = new DigitAugmentation(AugmentationParser.Parse("rotation=10,shift=2,shear=5,zoom=0.1,elastic=34:4")!);
        byte[] output = new byte[784];
        for (int i = 0; i < 40; i++)
        {
            gentle.Apply(Digits.Image(i), 28, 28, output, new RandomKey(1, RandomPurpose.Augmentation, 0, i));
            double before = Digits.Image(i).ToArray().Sum(pixel => pixel), after = output.Sum(pixel => pixel);
            Assert.InRange(after / before, 0.6, 1.6);
            Assert.NotEqual(Digits.Image(i).ToArray(), output);
        }
    }

    [Fact]
    public void A_digit_allocates_nothing()
    {
        byte[] output = new byte[784];
        Everything.Apply(Digits.Image(0), 28, 28, output, new RandomKey(1, RandomPurpose.Augmentation));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
        {
            Everything.Apply(Digits.Image(i % 40), 28, 28, output, new RandomKey(1, RandomPurpose.Augmentation, 0, i));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Settings_out_of_their_range_are_refused() =>
        Assert.Throws<ArgumentException>(() => new DigitAugmentation(new AugmentationSettings { Zoom = 1 }));

    private static byte[] Augment(int digit, int epoch) => Augment(digit, new RandomKey(11, RandomPurpose.Augmentation, epoch, digit));

    private static byte[] Augment(int digit, RandomKey key)
    {
        byte[] output = new byte[784];
        Everything.Apply(Digits.Image(digit), 28, 28, output, key);
        return output;
    }
}
