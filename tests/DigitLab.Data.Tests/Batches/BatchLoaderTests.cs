using System.Collections.Concurrent;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Batches;

public class BatchLoaderTests
{
    private static readonly DigitDataset Digits = TestDigits.Random(23);
    private static readonly InputNormalization Normalization = InputNormalization.Standard(0.25f, 0.5f);

    [Fact]
    public void A_batch_holds_the_digits_of_its_part_of_the_order_normalized()
    {
        int[] order = new int[23];
        var loader = new BatchLoader(Digits, Normalization, new BatchSettings(BatchSize: 5, Seed: 7), Workers.Shared);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            EpochOrder.Fill(order, 7, epoch);
            for (int number = 0; number < 5; number++)
            {
                Batch batch = loader.Next();
                int count = number == 4 ? 3 : 5;
                Assert.Equal((epoch, number, number * 5, count), (batch.Epoch, batch.Number, batch.FirstSample, batch.Count));
                Assert.Equal(number == 4, batch.IsLastOfEpoch);
                Assert.Equal(new Shape(count, 4, 3, 1), batch.Images.Shape);
                Assert.Equal(order[(number * 5)..((number * 5) + count)], batch.Indices.ToArray());
                for (int i = 0; i < count; i++)
                {
                    float[] expected = new float[12];
                    Normalization.Apply(Digits.Image(batch.Indices[i]), expected);
                    Assert.Equal(expected, batch.Images.Span.Slice(i * 12, 12).ToArray());
                    Assert.Equal(Digits.Label(batch.Indices[i]), batch.Labels[i]);
                }
            }
        }
    }

    [Theory]
    [InlineData(5, false, 5)]
    [InlineData(5, true, 4)]
    [InlineData(23, false, 1)]
    [InlineData(23, true, 1)]
    [InlineData(24, false, 1)]
    [InlineData(1, false, 23)]
    public void The_rest_is_a_smaller_batch_or_left_out(int batchSize, bool dropsLast, int batches)
    {
        var loader = new BatchLoader(Digits, Normalization, new BatchSettings(batchSize, DropsLast: dropsLast), Workers.Shared);
        Assert.Equal(batches, loader.BatchesPerEpoch);
        int seen = 0;
        for (int number = 0; number < batches; number++)
        {
            seen += loader.Next().Count;
        }

        Assert.Equal(dropsLast ? batches * batchSize : 23, seen);
        Batch next = loader.Next();
        Assert.Equal((1, 0), (next.Epoch, next.Number));
    }

    [Fact]
    public void Unshuffled_digits_come_in_the_datasets_order_every_epoch()
    {
        var loader = new BatchLoader(Digits, Normalization, new BatchSettings(10, IsShuffled: false), Workers.Shared);
        Assert.Equal(Enumerable.Range(0, 10), loader.Next().Indices.ToArray());
        loader.Seek(4, 2);
        Assert.Equal([20, 21, 22], loader.Next().Indices.ToArray());
        Assert.Equal(Enumerable.Range(0, 10), loader.Next().Indices.ToArray());
    }

    [Fact]
    public void After_a_seek_everything_is_as_if_it_had_never_stopped()
    {
        var settings = new BatchSettings(4, Seed: 3, Augmentation: new Recorder());
        var whole = new BatchLoader(Digits, Normalization, settings, Workers.Shared);
        var all = new List<string>();
        for (int i = 0; i < 24; i++)
        {
            all.Add(Content(whole.Next()));
        }

        var parts = new BatchLoader(Digits, Normalization, settings, Workers.Shared);
        foreach (int start in new[] { 7, 3, 23, 0, 12, 12 })
        {
            parts.Seek(start / 6, start % 6);
            for (int i = start; i < Math.Min(24, start + 4); i++)
            {
                Assert.Equal(all[i], Content(parts.Next()));
            }
        }
    }

    [Fact]
    public void Augmentation_gets_a_key_of_its_own_for_each_digit_and_epoch()
    {
        var keys = new ConcurrentBag<RandomKey>();
        var loader = new BatchLoader(Digits, Normalization, new BatchSettings(6, Seed: 9, Augmentation: new Recorder(keys.Add)), Workers.Shared);
        for (int i = 0; i < 8; i++)
        {
            Batch batch = loader.Next();
            for (int place = 0; place < batch.Count; place++)
            {
                // The recorder writes the pixels' complement.
                Assert.Equal(((255 - Digits.Image(batch.Indices[place])[0]) / 255f - 0.25f) / 0.5f, batch.Images.Span[place * 12]);
            }
        }

        RandomKey[] wanted = [.. from epoch in Enumerable.Range(0, 2) from index in Enumerable.Range(0, 23) select new RandomKey(9, RandomPurpose.Augmentation, epoch, index)];
        Assert.Equal(wanted.ToHashSet(), keys.ToHashSet());
        Assert.Equal(46, keys.Count);
    }

    [Fact]
    public void A_failure_reaches_the_consumer_at_its_batch_and_a_seek_goes_on_behind_it()
    {
        var failing = new Recorder(key =>
        {
            if (key.Sample == 12)
            {
                throw new InvalidDataException("digit 12");
            }
        });
        var loader = new BatchLoader(Digits, Normalization, new BatchSettings(5, IsShuffled: false, Augmentation: failing), Workers.Shared);
        Assert.Equal(0, loader.Next().Number);
        Assert.Equal(1, loader.Next().Number);
        Assert.Equal("digit 12", Assert.Throws<InvalidDataException>(loader.Next).Message);
        Assert.Equal("digit 12", Assert.Throws<InvalidDataException>(loader.Next).Message);
        loader.Seek(0, 3);
        Assert.Equal([15, 16, 17, 18, 19], loader.Next().Indices.ToArray());
    }

    [Fact]
    public void Any_number_of_threads_assembles_the_same_batches()
    {
        var augmentation = new DigitAugmentation(AugmentationParser.Parse("rotation=10,shift=1,elastic=8:2,noise=0.1,erase=0.5")!);
        var settings = new BatchSettings(40, Seed: 3, Augmentation: augmentation, MixingAlpha: 0.4);
        DigitDataset digits = TestDigits.Random(70, 10, 9);
        string[]? expected = null;
        foreach (int threads in (int[])[1, 2, 3, 7])
        {
            using var workers = new Workers(threads);
            var loader = new BatchLoader(digits, Normalization, settings, workers);
            string[] actual = [.. Enumerable.Range(0, 6).Select(_ => Content(loader.Next()))];
            expected ??= actual;
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void A_mixture_is_the_digit_and_another_as_both_look_in_this_epoch()
    {
        var settings = new BatchSettings(23, Seed: 5, IsShuffled: false, Augmentation: new Recorder(), MixingAlpha: 0.3);
        var loader = new BatchLoader(Digits, InputNormalization.Unit, settings, Workers.Shared);
        loader.Seek(6);
        Batch batch = loader.Next();
        Assert.True(batch.IsMixed);
        for (int i = 0; i < 23; i++)
        {
            var mixing = DigitMixing.Draw(0.3, 23, new RandomKey(5, RandomPurpose.Mixing, 6, i));
            Assert.Equal((Digits.Label(i), Digits.Label(mixing.Other), mixing.Share), (batch.Labels[i], batch.OtherLabels[i], batch.Shares[i]));
            for (int p = 0; p < 12; p++)
            {
                // The recorder writes the pixels' complement.
                double expected = (mixing.Share * (255 - Digits.Image(i)[p])) + ((1 - mixing.Share) * (255 - Digits.Image(mixing.Other)[p]));
                Assert.Equal(expected, batch.Images.Span[(i * 12) + p] * 255, 0.51);
            }
        }
    }

    [Fact]
    public void Without_mixing_there_are_no_other_labels()
    {
        Batch batch = new BatchLoader(Digits, Normalization, new BatchSettings(5), Workers.Shared).Next();
        Assert.False(batch.IsMixed);
        Assert.True(batch.OtherLabels.IsEmpty && batch.Shares.IsEmpty);
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchLoader(Digits, Normalization, new BatchSettings(0), Workers.Shared));
        Assert.Contains(
            "noise: expected at least one batch, got 23 digits for batches of 24.",
            Assert.Throws<ArgumentException>(() => new BatchLoader(Digits, Normalization, new BatchSettings(24, DropsLast: true), Workers.Shared)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "noise: expected a normalization for 4×3 pixels, got one for 2.",
            Assert.Throws<ArgumentException>(() => new BatchLoader(Digits, InputNormalization.PerPixel([0, 0], [1, 1]), new BatchSettings(4), Workers.Shared)).Message,
            StringComparison.Ordinal);
        var loader = new BatchLoader(Digits, Normalization, new BatchSettings(5), Workers.Shared);
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Seek(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Seek(-1));
    }

    private static string Content(Batch batch) =>
        $"{batch}: {string.Join(' ', batch.Labels.ToArray())} {string.Join(' ', batch.OtherLabels.ToArray())} {string.Join(' ', batch.Shares.ToArray())} {string.Join(' ', batch.Indices.ToArray())} {string.Join(' ', batch.Images.Span.ToArray())}";

    // Writes each pixel's complement and tells which key it got.
    private sealed class Recorder(Action<RandomKey>? record = null) : IAugmentation
    {
        public void Apply(ReadOnlySpan<byte> image, int height, int width, Span<byte> output, RandomKey key)
        {
            record?.Invoke(key);
            for (int i = 0; i < image.Length; i++)
            {
                output[i] = (byte)(255 - image[i]);
            }
        }
    }
}
