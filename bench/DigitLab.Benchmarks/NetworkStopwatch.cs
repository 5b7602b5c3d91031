using System.Diagnostics;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Measures one network on random pictures, with its kernels warm.</summary>
internal sealed class NetworkStopwatch
{
    private const int InferenceBatch = 256;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    private readonly Network _network;
    private readonly NetworkPlan _training;
    private readonly NetworkPlan _inference;
    private readonly byte[] _labels;
    private readonly Optimizer _optimizer;
    private readonly SoftmaxCrossEntropy _loss = new();
    private readonly Workers _workers;

    internal NetworkStopwatch(Network network, int batch, Workers workers)
    {
        (_network, _workers) = (network, workers);
        network.Initialize(seed: 1);
        _training = network.ForTraining(batch, workers);
        _inference = network.ForInference(InferenceBatch, workers);
        _optimizer = new AdamSettings().Build(network.Parameters);
        _labels = new byte[batch];
        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        for (int i = 0; i < batch; i++)
        {
            _labels[i] = (byte)random.NextInt32(10);
        }

        Fill(_training.Input, ref random);
        Fill(_inference.Input, ref random);
        Measure(Step, batch);   // compiles and warms
        Measure(() => _inference.Forward(), InferenceBatch);
    }

    /// <summary>Digits per second through forward, backward and an Adam step.</summary>
    internal double TrainingRate() => Measure(Step, _labels.Length);

    /// <summary>Digits per second through a forward pass in batches of 256.</summary>
    internal double InferenceRate() => Measure(() => _inference.Forward(), InferenceBatch);

    private void Step()
    {
        _network.ClearGradients();
        _training.Forward();
        _loss.Compute(_training.Output, _labels, _training.OutputGradient);
        _training.Backward();
        _optimizer.Step(0.001, _workers);
    }

    private static double Measure(Action work, int digits)
    {
        var clock = Stopwatch.StartNew();
        long done = 0;
        while (clock.Elapsed < Duration)
        {
            work();
            done += digits;
        }

        return done / clock.Elapsed.TotalSeconds;
    }

    private static void Fill(Tensor tensor, ref RandomSource random)
    {
        foreach (ref float value in tensor.Span)
        {
            value = random.NextSingle();
        }
    }
}
