using DigitLab.Neural;

namespace DigitLab.Zoo.Tests;

public sealed class InferenceTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_prepared_network_computes_what_its_layers_do_one_by_one(string name)
    {
        Network network = ModelZoo.Find(name).Build();
        network.Initialize(seed: 1);
        bool isFolded = Disturb(network);
        NetworkPlan together = network.ForInference(batchSize: 5), alone = network.ForInference(batchSize: 1);
        Fill(together.Input.Span, 0, 1);
        var expected = new Tensor(together.Output.Shape);
        network.Body.Forward(together.Input, expected, new Pass(network.Body, together.Input.Shape, isTraining: false, Workers.Shared));

        together.Forward();

        float largest = expected.Span.ToArray().Max(MathF.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            float error = MathF.Abs(together.Output.Span[i] - expected.Span[i]);
            Assert.True(error <= (isFolded ? 1e-5f * largest : 0), $"logit {i} of {name}: {together.Output.Span[i]}, expected {expected.Span[i]}, the largest being {largest}");
        }

        // The same bits whatever stands beside it.
        together.Input.Samples(4, 1).Span.CopyTo(alone.Input.Span);
        alone.Forward();
        Assert.Equal(together.Output.Samples(4, 1).Span.ToArray().Select(BitConverter.SingleToInt32Bits), alone.Output.Span.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    // Normalizations as after a training; whether there are any.
    private static bool Disturb(Network network)
    {
        bool any = false;
        foreach (NamedTensor named in network.State)
        {
            (float low, float high) = named.Name.Split('.')[^1] switch
            {
                "gamma" => (-0.5f, 1.5f),
                "beta" or "mean" or "bias" => (-0.3f, 0.3f),
                "variance" => (0.3f, 2f),
                _ => (0, 0),
            };
            any |= named.Name.EndsWith("variance", StringComparison.Ordinal);
            if (high > low)
            {
                Fill(named.Value.Span, low, high);
            }
        }

        return any;
    }

    private static void Fill(Span<float> numbers, float low, float high)
    {
        RandomSource random = new RandomKey(1, RandomPurpose.Test, Sample: numbers.Length).Open();
        foreach (ref float number in numbers)
        {
            number = low + ((high - low) * random.NextSingle());
        }
    }
}
