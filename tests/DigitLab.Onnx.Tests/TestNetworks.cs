using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Onnx.Tests;

/// <summary>Networks of the zoo as they are after a training, and digits for them.</summary>
internal static class TestNetworks
{
    internal const int Digits = 1000;

    private static readonly Lazy<byte[]> Pictures = new(() => Read(DigitSets.Find(DatasetChoice.Auto, folder: null).Test));

    internal static TheoryData<string> Names => [.. ModelZoo.All.Select(model => model.Name)];

    /// <summary>First weights of that seed, normalizations that do something, a transformer that moves the picture.</summary>
    internal static Network Build(string name)
    {
        Network network = ModelZoo.Find(name).Build();
        Disturb(network);
        network.Normalization = InputNormalization.Standard(0.1307f, 0.3081f);
        return network;
    }

    /// <summary>Draws all numbers of a network, so that none stands where it starts.</summary>
    internal static void Disturb(Network network)
    {
        network.Initialize(seed: 1);
        foreach (NamedTensor named in network.State)
        {
            (float low, float high) = named.Name switch
            {
                _ when named.Name.EndsWith("theta.weights", StringComparison.Ordinal) => (-0.01f, 0.01f),
                _ when named.Name.EndsWith("theta.bias", StringComparison.Ordinal) => (0, 0),
                _ when named.Name.EndsWith("gamma", StringComparison.Ordinal) => (-0.5f, 1.5f),
                _ when named.Name.EndsWith("variance", StringComparison.Ordinal) => (0.3f, 2f),
                _ when named.Name.EndsWith("weights", StringComparison.Ordinal) || named.Name.EndsWith("coefficients", StringComparison.Ordinal) => (0, 0),
                _ => (-0.3f, 0.3f),
            };
            if (high > low)
            {
                Fill(named.Value.Span, low, high);
            }
        }
    }

    /// <summary>The network's logits of the first digits, and what it was given.</summary>
    internal static (float[] Input, float[] Logits) Logits(Network network, int count = Digits)
    {
        NetworkPlan plan = network.ForInference(count);
        network.Normalization.Apply(Bytes(count), plan.Input.Span);
        plan.Forward();
        return (plan.Input.Span.ToArray(), plan.Output.Span.ToArray());
    }

    internal static ReadOnlySpan<byte> Bytes(int count = Digits) => Pictures.Value.AsSpan(0, count * 28 * 28);

    internal static void Fill(Span<float> numbers, float low, float high)
    {
        RandomSource random = new RandomKey(1, RandomPurpose.Test, Sample: numbers.Length).Open();
        foreach (ref float number in numbers)
        {
            number = low + ((high - low) * random.NextSingle());
        }
    }

    /// <summary>All within so much, and the same digits read.</summary>
    internal static float AssertSame(ReadOnlySpan<float> expected, ReadOnlySpan<float> got, float tolerance, int classes = 10)
    {
        Assert.Equal(expected.Length, got.Length);
        float largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i] - got[i]));
            Assert.True(Math.Abs(expected[i] - got[i]) <= tolerance, $"number {i}: expected {expected[i]}, got {got[i]}");
        }

        for (int row = 0; row < expected.Length; row += classes)
        {
            Assert.Equal(ArgMax(expected.Slice(row, classes)), ArgMax(got.Slice(row, classes)));
        }

        return largest;
    }

    private static int ArgMax(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }

        return best;
    }

    private static byte[] Read(DigitDataset digits)
    {
        byte[] pixels = new byte[Digits * 28 * 28];
        for (int i = 0; i < Digits; i++)
        {
            digits.Image(i).CopyTo(pixels.AsSpan(i * 28 * 28));
        }

        return pixels;
    }
}
