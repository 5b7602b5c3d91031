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
        using var loader = new BatchLoader(Digits, Normalization, new BatchSettings(BatchSize: 5, Seed: 7));
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
        using var loader = new BatchLoader(Digits, Normalization, new BatchSettings(batchSize, DropsLast: dropsLast));
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
        using var loader = new BatchLoader(Digits, Normalization, new BatchSettings(10, IsShuffled: false));
        Assert.Equal(Enumerable.Range(0, 10), loader.Next().Indices.ToArray());
        loader.Seek(4, 2);
        Assert.Equal([20, 21, 22], loader.Next().Indices.ToArray());
        Assert.Equal(Enumerable.Range(0, 10), loader.Next().Indices.ToArray());
    }

    [Fact]
    public void After_a_seek_everything_is_as_if_it_had_never_stopped()
    {
        var settings = new BatchSettings(4, Seed: 3, Augmentation: new Recorder());
        using var whole = new BatchLoader(Digits, Normalization, settings);
        var all = new List<string>();
        for (int i = 0; i < 24; i++)
        {
            all.Add(Content(whole.Next()));
        }

        using var parts = new BatchLoader(Digits, Normalization, settings);
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
    public void The_batch_in_hand_stays_as_it_is_while_the_next_are_assembled()
    {
        var assembled = new CountdownEvent(6);   // this batch and the next
        using var loader = new BatchLoader(Digits, Normalization, new BatchSettings(3, Augmentation: new Recorder(_ =>
        {
            if (!assembled.IsSet)
            {
                assembled.Signal();
            }
        })));
        Batch batch = loader.Next();
        string before = Content(batch);
        assembled.Wait();
        Assert.Equal(before, Content(batch));
    }

    [Fact]
    public void Augmentation_gets_a_key_of_its_own_for_each_digit_and_epoch()
    {
        var keys = new List<RandomKey>();
        using (var loader = new BatchLoader(Digits, Normalization, new BatchSettings(6, Seed: 9, Augmentation: new Recorder(keys.Add))))
        {
            for (int i = 0; i < 8; i++)
            {
                Batch batch = loader.Next();
                for (int place = 0; place < batch.Count; place++)
                {
                    // The recorder writes the pixels' complement.
                    Assert.Equal(((255 - Digits.Image(batch.Indices[place])[0]) / 255f - 0.25f) / 0.5f, batch.Images.Span[place * 12]);
                }
            }
        }

        RandomKey[] wanted = [.. from epoch in Enumerable.Range(0, 2) from index in Enumerable.Range(0, 23) select new RandomKey(9, RandomPurpose.Augmentation, epoch, index)];
        Assert.Equal(wanted.ToHashSet(), keys.Take(46).ToHashSet());
    }

    [Fact]
    public void A_failure_reaches_the_consumer_at_its_batch_and_a_seek_goes_on_behind_it()
    {
        using var loader = new BatchLoader(Digits, Normalization, new BatchSettings(5, IsShuffled: false, Augmentation: new Recorder(key =>
        {
            if (key.Sample == 12)
            {
                throw new InvalidDataException("digit 12");
            }
        })));
        Assert.Equal(0, loader.Next().Number);
        Assert.Equal(1, loader.Next().Number);
        Assert.Equal("digit 12", Assert.Throws<InvalidDataException>(loader.Next).Message);
        Assert.Equal("digit 12", Assert.Throws<InvalidDataException>(loader.Next).Message);
        loader.Seek(0, 3);
        Assert.Equal([15, 16, 17, 18, 19], loader.Next().Indices.ToArray());
    }

    [Fact]
    public void A_disposed_loader_gives_nothing()
    {
        var loader = new BatchLoader(Digits, Normalization, new BatchSettings(4));
        loader.Next();
        loader.Dispose();
        loader.Dispose();
        Assert.Throws<ObjectDisposedException>(loader.Next);
        Assert.Throws<ObjectDisposedException>(() => loader.Seek(0));
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchLoader(Digits, Normalization, new BatchSettings(0)));
        Assert.Contains(
            "noise: expected at least one batch, got 23 digits for batches of 24.",
            Assert.Throws<ArgumentException>(() => new BatchLoader(Digits, Normalization, new BatchSettings(24, DropsLast: true))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "noise: expected a normalization for 4×3 pixels, got one for 2.",
            Assert.Throws<ArgumentException>(() => new BatchLoader(Digits, InputNormalization.PerPixel([0, 0], [1, 1]), new BatchSettings(4))).Message,
            StringComparison.Ordinal);
        using var loader = new BatchLoader(Digits, Normalization, new BatchSettings(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Seek(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Seek(-1));
    }

    private static string Content(Batch batch) =>
        $"{batch}: {string.Join(' ', batch.Labels.ToArray())} {string.Join(' ', batch.Indices.ToArray())} {string.Join(' ', batch.Images.Span.ToArray())}";

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
