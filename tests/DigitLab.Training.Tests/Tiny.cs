using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

/// <summary>A training that takes milliseconds: 8×8 pictures, ten patterns under noise, and a network with every kind of layer.</summary>
internal static class Tiny
{
    private const int Side = 8;

    /// <summary>Three epochs of five batches, the last one smaller; 24 digits to choose by.</summary>
    internal static TrainingConfiguration Configuration { get; } = new()
    {
        Model = "tiny",
        Dataset = "patterns",
        Seed = 5,
        ValidationCount = 24,
        BatchSize = 16,
        MaxEpochs = 3,
        LearningRate = 0.01,
        Schedule = new OneCycleSchedule(),
    };

    /// <summary>Patterns drawn once for all, with noise from the seed on top.</summary>
    internal static DigitDataset Digits(int count = 100, ulong seed = 1)
    {
        RandomSource patterns = new RandomKey(0, RandomPurpose.Test).Open(), noise = new RandomKey(seed, RandomPurpose.Test).Open();
        byte[] pattern = new byte[DigitDataset.Classes * Side * Side];
        foreach (ref byte pixel in pattern.AsSpan())
        {
            pixel = (byte)patterns.NextInt32(160);
        }

        byte[] pixels = new byte[count * Side * Side], labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)noise.NextInt32(DigitDataset.Classes);
            for (int j = 0; j < Side * Side; j++)
            {
                pixels[(i * Side * Side) + j] = (byte)(pattern[(labels[i] * Side * Side) + j] + noise.NextInt32(96));
            }
        }

        return new DigitDataset("patterns", Side, Side, pixels, labels);
    }

    internal static Network Network(ulong seed = 5)
    {
        var network = new Network(
            "tiny",
            new Shape(Side, Side, 1),
            new Sequential(
                new Conv2D(1, 4, kernelSize: 3, hasBias: false),
                new BatchNorm(4),
                new Relu(),
                new MaxPool2D(2),
                new Flatten(),
                new Dropout(0.25),
                new Dense(36, 12),
                new Relu(),
                new Dense(12, DigitDataset.Classes)));
        network.Initialize(seed);
        return network;
    }

    internal static TrainingData Data(TrainingConfiguration configuration) => TrainingData.Prepare(configuration, Digits());

    internal static Trainer Trainer(TrainingConfiguration configuration, params IReadOnlyList<TrainingHook> hooks) =>
        new(configuration, Network(configuration.Seed), Data(configuration), Workers.Shared, hooks);

    /// <summary>A training in a folder, from wherever the folder stands, as a program would do it.</summary>
    internal static StopReason RunIn(
        string path,
        TrainingConfiguration configuration,
        TimeSpan? checkpointInterval = null,
        Action<string>? atBoundary = null,
        CancellationToken cancellation = default,
        params IReadOnlyList<TrainingHook> hooks)
    {
        using var folder = RunFolder.Open(path, configuration, isResumed: true);
        folder.AtBoundary = atBoundary;
        List<TrainingHook> all = [.. hooks, new CheckpointWriter(folder, checkpointInterval ?? TimeSpan.MaxValue)];
        if (configuration.Patience is int patience)
        {
            all.Add(new EarlyStopping(patience));
        }

        Trainer trainer = Trainer(configuration, all);
        folder.Restore(trainer);
        return trainer.Run(cancellation);
    }

    /// <summary>What a run came to, without the time that it took: the history's scores and rates, and the files of weights, byte by byte.</summary>
    internal static string[] Outcome(string path) =>
    [
        .. RunHistory.Load(Path.Combine(path, "history.csv")).Select(epoch => (epoch with { Seconds = 0, DigitsPerSecond = 0 }).ToString()),
        Convert.ToHexString(File.ReadAllBytes(Path.Combine(path, "last.safetensors"))),
        Convert.ToHexString(File.ReadAllBytes(Path.Combine(path, "best.safetensors"))),
    ];
}
