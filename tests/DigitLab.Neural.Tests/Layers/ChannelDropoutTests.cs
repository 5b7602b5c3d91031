namespace DigitLab.Neural.Tests.Layers;

public sealed class ChannelDropoutTests
{
    private static readonly RandomKey Key = new(42, RandomPurpose.Dropout, Epoch: 3, Sample: 128);

    [Fact]
    public void At_inference_it_does_nothing()
    {
        float[] numbers = Draw.Numbers(100, 1);
        var run = new LayerRun(new ChannelDropout(0.5), Tensor.From(new Shape(1, 5, 4, 5), numbers), isTraining: false);
        Bits.AssertSame(numbers, run.Numbers, "inference");
    }

    [Fact]
    public void In_training_a_channel_goes_whole_and_the_others_are_divided_by_what_remains()
    {
        const int channels = 1000;
        float[] outputs = new LayerRun(new ChannelDropout(0.75), Ones(2, 3, channels), random: Key).Numbers;
        for (int i = 0; i < outputs.Length; i++)
        {
            int sample = i / (3 * 3 * channels), channel = i % channels;
            Assert.Equal(outputs[(sample * 9 * channels) + channel], outputs[i]);
        }

        Assert.Equal([0f, 4f], outputs.Distinct().Order());
        Assert.NotEqual(outputs[..channels], outputs[(9 * channels)..(10 * channels)]);
        Assert.Equal(0.75, outputs[..channels].Count(value => value == 0) / (double)channels, 5 * Math.Sqrt(0.75 * 0.25 / channels));
    }

    [Fact]
    public void The_gradient_passes_where_the_channel_passed()
    {
        var run = new LayerRun(new ChannelDropout(0.5), Ones(4, 3, 6), random: Key);
        Assert.Equal(run.Numbers, run.Backward(Ones(4, 3, 6).Span));
    }

    [Fact]
    public void The_mask_depends_on_the_step()
    {
        float[] Mask(RandomKey key) => new LayerRun(new ChannelDropout(0.5), Ones(2, 1, 50), random: key).Numbers;
        Assert.Equal(Mask(Key), Mask(Key));
        Assert.NotEqual(Mask(Key), Mask(Key with { Epoch = 4 }));
        Assert.NotEqual(Mask(Key), Mask(Key with { Seed = 1 }));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChannelDropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChannelDropout(-0.1));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new ChannelDropout(0.5).OutputShape(new Shape(5)));
        Assert.Equal("ChannelDropout: expected input [batch, …, C], got [5]: the last axis must be the channels.", refusal.Message);
    }

    [Fact]
    public void Its_description_survives()
    {
        RoundTrip.AssertSurvives(new ChannelDropout(0.25), """{"layer":"ChannelDropout","rate":0.25}""");
        Assert.Equal("ChannelDropout 0.25", new ChannelDropout(0.25).ToString());
    }

    private static Tensor Ones(int batch, int side, int channels)
    {
        var ones = new Tensor(new Shape(batch, side, side, channels));
        ones.Span.Fill(1);
        return ones;
    }
}
