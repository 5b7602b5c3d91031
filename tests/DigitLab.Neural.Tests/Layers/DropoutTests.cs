namespace DigitLab.Neural.Tests.Layers;

public sealed class DropoutTests
{
    private static readonly RandomKey Key = new(42, RandomPurpose.Dropout, Epoch: 3, Sample: 128);

    [Fact]
    public void At_inference_it_does_nothing()
    {
        float[] numbers = Draw.Numbers(100, 1);
        Bits.AssertSame(numbers, new LayerRun(new Dropout(0.5), Tensor.From(new Shape(4, 25), numbers), isTraining: false).Numbers, "inference");
    }

    [Fact]
    public void In_training_numbers_are_dropped_or_divided_by_what_remains()
    {
        float[] outputs = new LayerRun(new Dropout(0.75), Ones(10, 100), random: Key).Numbers;
        Assert.Equal([0f, 4f], outputs.Distinct().Order());
    }

    [Fact]
    public void The_gradient_passes_where_the_number_passed()
    {
        var run = new LayerRun(new Dropout(0.5), Ones(4, 50), random: Key);
        Assert.Equal(run.Numbers, run.Backward(Ones(4, 50).Span));
        run.BackwardAsFirstLayer(Ones(4, 50).Span);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void As_many_are_dropped_as_the_rate_says_and_the_mean_stays(double rate)
    {
        const int count = 200_000;
        float[] outputs = new LayerRun(new Dropout(rate), Ones(100, count / 100), random: Key).Numbers;
        double deviation = Math.Sqrt(rate * (1 - rate) / count);   // of the dropped share
        Assert.Equal(rate, outputs.Count(value => value == 0) / (double)count, 5 * deviation);
        Assert.Equal(1, outputs.Average(value => (double)value), 5 * deviation / (1 - rate));
    }

    [Fact]
    public void A_digits_mask_depends_on_seed_epoch_digit_and_layer_alone()
    {
        float[] mask = Mask(Key, layer: 2, batch: 4);

        Assert.Equal(mask, Mask(Key, layer: 2, batch: 4));
        Assert.Equal(mask, Mask(Key with { Purpose = RandomPurpose.Test }, layer: 2, batch: 4));   // the layer names its own purpose
        Assert.Equal(mask[200..], Mask(Key with { Sample = Key.Sample + 2 }, layer: 2, batch: 2));   // cut into batches otherwise

        Assert.NotEqual(mask, Mask(Key with { Seed = 43 }, layer: 2, batch: 4));
        Assert.NotEqual(mask, Mask(Key with { Epoch = 4 }, layer: 2, batch: 4));
        Assert.NotEqual(mask, Mask(Key, layer: 3, batch: 4));
        Assert.NotEqual(mask[..100], mask[100..200]);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_the_mask()
    {
        float[] alone = Mask(Key, layer: 1, batch: 9, EveryMachine.Crews[0]);
        Assert.All(EveryMachine.Crews, workers => Assert.Equal(alone, Mask(Key, layer: 1, batch: 9, workers)));
    }

    [Fact]
    public void A_rate_of_zero_keeps_everything()
    {
        float[] numbers = Draw.Numbers(100, 1);
        Bits.AssertSame(numbers, new LayerRun(new Dropout(0), Tensor.From(new Shape(4, 25), numbers), random: Key).Numbers, "rate 0");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_rate_out_of_range_is_refused(double rate) => Assert.StartsWith(
        "Dropout: expected a rate of at least 0 and less than 1.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate)).Message);

    [Fact]
    public void It_survives_building_and_JSON()
    {
        RoundTrip.AssertSurvives(new Dropout(0.25), """{"layer":"Dropout","rate":0.25}""");
        Assert.Equal("Dropout 0.25", new Dropout(0.25).ToString());
        Assert.Equal(0, new Dropout(0.25).ParameterCount);
        Assert.Equal(new Shape(2, 3, 4), new Dropout(0.25).OutputShape(new Shape(2, 3, 4)));
    }

    private static float[] Mask(RandomKey key, int layer, int batch, Workers? workers = null) =>
        new LayerRun(new Dropout(0.5) { Number = layer }, Ones(batch, 100), random: key, workers: workers).Numbers;

    private static Tensor Ones(int batch, int length)
    {
        var ones = new Tensor(new Shape(batch, length));
        ones.Span.Fill(1);
        return ones;
    }
}
