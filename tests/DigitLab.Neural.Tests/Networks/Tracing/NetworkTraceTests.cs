using DigitLab.Neural.Tests.Networks.Inference;

namespace DigitLab.Neural.Tests.Networks.Tracing;

public class NetworkTraceTests
{
    public static TheoryData<string> Kinds => ["unfolded", "folded", "transformer"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_output_is_that_of_inference_up_to_rounding(string kind)
    {
        Network network = Of(kind);
        NetworkTrace trace = Traced(network, batchSize: 3);
        NetworkPlan plan = network.ForInference(3);
        trace.Input.Span.CopyTo(plan.Input.Span);
        plan.Forward();
        for (int i = 0; i < plan.Output.Length; i++)
        {
            Assert.Equal(plan.Output.Span[i], trace.Output.Span[i], 1e-4 * Math.Max(1, Math.Abs(plan.Output.Span[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_pictures_gradient_is_the_slope_of_the_classs_score(string kind)
    {
        Network network = Of(kind);
        NetworkTrace trace = Traced(network, batchSize: 1);
        trace.Backward(digit: 3);
        float[] start = trace.Input.Span.ToArray(), gradient = trace.InputGradient.Span.ToArray();

        // Along the gradient the slope is its squared length; a step so short that hardly a rectifier switches.
        double square = gradient.Sum(g => (double)g * g), step = 1e-3 / Math.Sqrt(square);
        double slope = (ScoreAt(step) - ScoreAt(-step)) / (2 * step);
        Assert.True(square > 0);
        Assert.True(Math.Abs(slope - square) <= 0.02 * square, $"slope {slope}, expected {square}");

        double ScoreAt(double distance)
        {
            for (int i = 0; i < start.Length; i++)
            {
                trace.Input.Span[i] = (float)(start[i] + (distance * gradient[i]));
            }

            trace.Forward();
            return trace.Output.Span[3];
        }
    }

    [Fact]
    public void A_layers_gradient_is_what_the_layers_behind_it_make_of_the_scores()
    {
        Network network = Of("unfolded");
        NetworkTrace trace = Traced(network, batchSize: 2);
        trace.Backward(digit: 1);
        var last = (Dense)network.Body.Children[^1];
        ReadOnlySpan<float> gradient = trace.GradientOf(network.Body.Children[^2]).Span;
        for (int i = 0; i < 70; i++)
        {
            Assert.Equal(last.Weights.Value.Span[(i * 10) + 1], gradient[i]);
            Assert.Equal(last.Weights.Value.Span[(i * 10) + 1], gradient[70 + i]);
        }
    }

    [Fact]
    public void A_pass_back_may_begin_at_any_layer()
    {
        Network network = Of("unfolded");
        NetworkTrace trace = Traced(network, batchSize: 1);
        Layer first = network.Body.Children[0];
        trace.GradientOf(first).Span[0] = 1;   // the corner's first filter sees a quarter of its window, 3×3 of 5×5
        trace.Backward(first);
        Assert.Equal(9, trace.InputGradient.Span.ToArray().Count(number => number != 0));
    }

    [Fact]
    public void The_network_stays_as_it_was()
    {
        Network network = Of("folded");
        string before = WeightsHash.Of(network);
        Traced(network, batchSize: 4).Backward(digit: 0);
        Assert.Equal(before, WeightsHash.Of(network));
        Assert.All(network.Parameters, named => Assert.True(named.Parameter.Gradient.Span.IndexOfAnyExcept(0f) < 0));
    }

    [Fact]
    public void Wrong_classes_layers_and_batches_are_refused()
    {
        Network network = Of("unfolded");
        NetworkTrace trace = Traced(network, batchSize: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.Backward(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.Backward(-1));
        Assert.Contains("\"other\"", Assert.Throws<ArgumentException>(() => trace.OutputOf(new Relu { Name = "other" })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkTrace(network, 0));
    }

    private static Network Of(string kind) => kind switch
    {
        "folded" => PreparedNetworks.Folded(),
        "unfolded" => PreparedNetworks.Unfolded(),
        _ => Transformer(),
    };

    private static Network Transformer()
    {
        var grid = new AffineGrid();
        var network = new Network(
            "transformer",
            new Shape(14, 14, 1),
            new Sequential(
                new SpatialTransformer(new Sequential(new Flatten(), new Dense(196, 8), new Tanh(), new Dense(8, 6, initializer: Initializer.Normal(0.05), biasInitializer: Initializer.Given(grid.Identity))), grid),
                new Conv2D(1, 4, kernelSize: 3),
                new Tanh(),
                new GlobalAveragePool2D(),
                new Dense(4, 10)));
        network.Initialize(1);
        return network;
    }

    private static NetworkTrace Traced(Network network, int batchSize)
    {
        var trace = new NetworkTrace(network, batchSize);
        Draw.Numbers(trace.Input.Length, stream: 77).CopyTo(trace.Input.Span);
        trace.Forward();
        return trace;
    }
}
