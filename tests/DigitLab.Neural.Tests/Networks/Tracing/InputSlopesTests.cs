using DigitLab.Neural.Tests.Networks.Inference;

namespace DigitLab.Neural.Tests.Networks.Tracing;

public class InputSlopesTests
{
    public static TheoryData<string> Kinds => ["unfolded", "folded"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_and_slopes_are_those_of_a_trace_up_to_rounding(string kind)
    {
        Network network = kind == "folded" ? PreparedNetworks.Folded() : PreparedNetworks.Unfolded();
        var trace = new NetworkTrace(network, batchSize: 3);
        var slopes = new InputSlopes(network, batchSize: 3, Workers.Shared);
        Draw.Numbers(trace.Input.Length, stream: 78).CopyTo(trace.Input.Span);
        trace.Input.Span.CopyTo(slopes.Input.Span);
        trace.Forward();
        trace.Backward(digit: 2);
        slopes.Forward();
        slopes.Backward(digit: 2);

        AssertAlike(trace.Output, slopes.Output);
        AssertAlike(trace.InputGradient, slopes.InputGradient);
    }

    [Fact]
    public void Scores_can_be_weighed_against_each_other()
    {
        Network network = PreparedNetworks.Folded();
        var slopes = new InputSlopes(network, batchSize: 1, Workers.Shared);
        Draw.Numbers(slopes.Input.Length, stream: 79).CopyTo(slopes.Input.Span);
        slopes.Forward();
        slopes.Backward(digit: 4);
        float[] four = slopes.InputGradient.Span.ToArray();
        slopes.Backward(digit: 9);
        float[] nine = slopes.InputGradient.Span.ToArray();
        slopes.OutputGradient.Span.Clear();
        (slopes.OutputGradient.Span[4], slopes.OutputGradient.Span[9]) = (1, -1);
        slopes.Backward();

        float largest = four.Concat(nine).Max(Math.Abs);
        for (int i = 0; i < four.Length; i++)
        {
            Assert.Equal(four[i] - nine[i], slopes.InputGradient.Span[i], 1e-4 * largest);
        }
    }

    private static void AssertAlike(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        float largest = expected.Span.ToArray().Max(Math.Abs);
        Assert.True(largest > 0);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected.Span[i], actual.Span[i], 1e-4 * largest);
        }
    }
}
