using DigitLab.Neural;

namespace DigitLab.Insight.Tests.Explanations;

public class TracedOutputTests
{
    // A 2×2 window with weights 1, 2, 3, 4 over the picture 1 2 3 / 4 5 6 / 7 8 9, padded by 1, at stride 2, bias ½:
    // the first window sees 0 0 / 0 1, so 4 · 1 + ½; the next one 0 0 / 2 3, so 3 · 2 + 4 · 3 + ½.
    [Fact]
    public void A_case_by_hand()
    {
        var layer = new Conv2D(1, 1, kernelSize: 2, stride: 2, padding: 1) { Name = "conv" };
        new float[] { 1, 2, 3, 4 }.CopyTo(layer.Weights.Value.Span);
        layer.Bias!.Value.Span[0] = 0.5f;
        NetworkTrace trace = TraceOf(new Shape(3, 3, 1), layer, [1, 2, 3, 4, 5, 6, 7, 8, 9]);

        var first = TracedOutput.Of(trace, layer, 0, 0, 0);
        var next = TracedOutput.Of(trace, layer, 0, 1, 0);

        Assert.Equal((-1, -1, 4.5, 4.5f), (first.Top, first.Left, first.Total, first.Output));
        Assert.Equal([0, 0, 2, 3], next.Channels[0].Inputs.Values);
        Assert.Equal([1, 2, 3, 4], next.Channels[0].Weights.Values);
        Assert.Equal([0, 0, 6, 12], next.Channels[0].Products.Values);
        Assert.Equal((18.5, 18.5f), (next.Total, next.Output));
    }

    [Theory]
    [InlineData(1, 6, 5, 1, 2)]
    [InlineData(3, 4, 3, 2, 1)]
    [InlineData(5, 2, 1, 1, 0)]
    public void Every_number_is_the_sum_of_what_it_is_traced_to(int inputs, int filters, int side, int stride, int padding)
    {
        var layer = new Conv2D(inputs, filters, side, stride, padding) { Name = "conv" };
        float[] pixels = [.. Enumerable.Range(0, 7 * 9 * inputs).Select(i => MathF.Sqrt(i % 11) - 1.5f)];
        for (int i = 0; i < layer.Weights.Value.Length; i++)
        {
            layer.Weights.Value.Span[i] = ((i * 7) % 13) - 6.3f;
        }

        NetworkTrace trace = TraceOf(new Shape(7, 9, inputs), layer, pixels);
        Shape shape = trace.OutputOf(layer).Shape;
        for (int place = 0; place < shape.Count; place++)
        {
            (int rest, int filter) = Math.DivRem(place, filters);
            var traced = TracedOutput.Of(trace, layer, rest / shape[2], rest % shape[2], filter);
            double magnitude = traced.Channels.Sum(channel => channel.Products.Values.Sum(Math.Abs));

            Assert.Equal(trace.OutputOf(layer).Span[place], traced.Output);
            Assert.True(Math.Abs(traced.Total - traced.Output) <= 1e-5 * (1 + magnitude), $"{place}: {traced.Total}, computed {traced.Output}");
        }
    }

    [Fact]
    public void A_place_outside_the_output_is_refused_with_its_size()
    {
        var layer = new Conv2D(1, 2, kernelSize: 3) { Name = "conv" };
        NetworkTrace trace = TraceOf(new Shape(4, 5, 1), layer, new float[20]);

        ArgumentException refused = Assert.Throws<ArgumentException>(() => TracedOutput.Of(trace, layer, 2, 0, 0));
        Assert.StartsWith("conv: expected a row below 2, a column below 3 and a filter below 2, got 2, 0 and 0.", refused.Message);
    }

    private static NetworkTrace TraceOf(Shape input, Conv2D layer, float[] pixels)
    {
        var trace = new NetworkTrace(new Network("test", input, new Sequential(layer)));
        pixels.CopyTo(trace.Input.Span);
        trace.Forward();
        return trace;
    }
}
