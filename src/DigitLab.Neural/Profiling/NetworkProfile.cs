using System.Diagnostics;

namespace DigitLab.Neural;

/// <summary>Where a network's time goes, layer by layer, in training and at inference.</summary>
/// <param name="BatchSize">Samples in a batch.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Layers">First to last.</param>
/// <param name="LossMs">Milliseconds for the loss and its gradient.</param>
/// <param name="OptimizerMs">Milliseconds for the optimizer's step and the clearing of the gradients.</param>
public sealed record NetworkProfile(int BatchSize, int Threads, IReadOnlyList<LayerProfile> Layers, double LossMs, double OptimizerMs)
{
    private const int FewestRepeats = 5;

    /// <summary>Milliseconds of a training step: the sum of its parts.</summary>
    public double TrainingMs => Layers.Sum(layer => layer.TrainingMs) + LossMs + OptimizerMs;

    /// <summary>Milliseconds of a forward pass at inference: the sum over the layers.</summary>
    public double InferenceMs => Layers.Sum(layer => layer.InferenceMs);

    /// <summary>Effective GFLOP/s of a training step, all of it: two operations for each multiply-add that the layers' plain algorithms need.</summary>
    public double TrainingGflops => 2e-6 * Layers.Sum(layer => (layer.NeedsInputGradient ? 3 : 2) * layer.MultiplyAdds) / TrainingMs;

    /// <summary>Effective GFLOP/s at inference.</summary>
    public double InferenceGflops => 2e-6 * Layers.Sum(layer => layer.MultiplyAdds) / InferenceMs;

    /// <summary>Runs the network on random pictures, softmax cross-entropy and Adam, and times every layer in its place.</summary>
    /// <param name="network">Its weights are drawn anew and trained a little.</param>
    /// <param name="batchSize">Samples in a batch; at least 1.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="duration">How long to repeat training, and then inference; each is repeated five times at least, and warm before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is empty, or the duration negative.</exception>
    public static NetworkProfile Measure(Network network, int batchSize, Workers workers, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(workers);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        network.Initialize(seed: 1);
        IReadOnlyList<Layer> layers = network.Body.Children;
        var training = new TrainingTimes(network, batchSize, workers);
        Repeat(training.Run, training.Forget, duration);
        var inference = new InferenceTimes(network, batchSize, workers);
        Repeat(inference.Run, inference.Forget, duration);

        var profiles = new LayerProfile[layers.Count];
        Shape shape = network.InputShape.WithBatch(batchSize);
        for (int i = 0; i < profiles.Length; i++)
        {
            Shape output = layers[i].OutputShape(shape);
            profiles[i] = new LayerProfile(
                layers[i].Name, $"{layers[i]}", output.WithoutBatch(), layers[i].MultiplyAdds(shape), i > 0,
                training.Forward.MedianOf(i), training.Backward.MedianOf(i), inference.Forward.MedianOf(i));
            shape = output;
        }

        return new NetworkProfile(batchSize, workers.Threads, profiles, training.Rest.MedianOf(0), training.Rest.MedianOf(1));
    }

    private static void Repeat(Action run, Action forget, TimeSpan duration)
    {
        For(duration / 2, run);   // compiled, and then compiled better, while nobody looks
        forget();
        For(duration, run);
    }

    private static void For(TimeSpan duration, Action run)
    {
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < FewestRepeats || clock.Elapsed < duration; i++)
        {
            run();
        }
    }
}
