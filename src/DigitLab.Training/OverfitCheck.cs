using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The solver check that every course teaches: a network that cannot learn a few digits by heart has a mistake in it.</summary>
/// <remarks>
/// It trains on the digits, without dropout and without any other regularization, and reads the same digits after each epoch.
/// Source: Karpathy, "A recipe for training neural networks", 2019; Stanford's CS231n, assignment 2.
/// </remarks>
public static class OverfitCheck
{
    private const int BatchSize = 10;

    /// <summary>A configuration that suits the check.</summary>
    /// <param name="model">The network's name.</param>
    /// <param name="dataset">The digits' name.</param>
    /// <param name="epochs">Epochs to train.</param>
    /// <param name="seed">The seed of everything random.</param>
    public static TrainingConfiguration Configure(string model, string dataset, int epochs, ulong seed) => new()
    {
        Model = model,
        Dataset = dataset,
        Seed = seed,
        ValidationCount = 0,
        BatchSize = BatchSize,
        MaxEpochs = epochs,
        LearningRate = 0.001,
        Schedule = new CosineSchedule(),
    };

    /// <summary>Trains, and hands over each epoch's scores.</summary>
    /// <param name="configuration">As <see cref="Configure"/> makes it.</param>
    /// <param name="network">The network; its dropouts must be off, as <see cref="WithoutDropout"/> makes it.</param>
    /// <param name="digits">The few digits.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="afterEpoch">Called with the number of the epoch and what the network reads by then.</param>
    /// <returns>What it reads in the end.</returns>
    public static Evaluation Run(
        TrainingConfiguration configuration, Network network, DigitDataset digits, Workers workers, Action<int, Evaluation>? afterEpoch = null)
    {
        var data = new TrainingData(digits, digits.Take(0), NormalizationFitter.Fit(configuration.Normalization, digits));
        var reading = new ReadingHook(digits, afterEpoch);
        new Trainer(configuration, network, data, workers, reading).Run();
        return reading.Last!;
    }

    /// <summary>The same network with every dropout's rate at 0, its weights drawn from a seed as the network itself draws them.</summary>
    /// <param name="network">The network. It is initialized too, for a description says nothing of how weights are drawn.</param>
    /// <param name="seed">The seed.</param>
    public static Network WithoutDropout(Network network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        var same = new Network(network.Name, network.InputShape, (Sequential)Undropped(network.Body.Describe()).Build());
        network.Initialize(seed);
        foreach ((NamedTensor drawn, NamedTensor copy) in network.State.Zip(same.State))
        {
            drawn.Value.Span.CopyTo(copy.Value.Span);
        }

        return same;
    }

    private static LayerDescription Undropped(LayerDescription layer) => layer switch
    {
        DropoutDescription dropout => dropout with { Rate = 0 },
        ChannelDropoutDescription dropout => dropout with { Rate = 0 },
        SequentialDescription chain => chain with { Layers = [.. chain.Layers.Select(Undropped)] },
        ResidualDescription block => block with { Body = (SequentialDescription)Undropped(block.Body) },
        SpatialTransformerDescription transformer => transformer with { Localization = (SequentialDescription)Undropped(transformer.Localization) },
        _ => layer,
    };

    private sealed class ReadingHook(DigitDataset digits, Action<int, Evaluation>? afterEpoch) : TrainingHook
    {
        private Evaluator? _evaluator;

        internal Evaluation? Last { get; private set; }

        public override void AfterEpoch(Trainer trainer, EpochRecord record)
        {
            _evaluator ??= new Evaluator(trainer.Network, trainer.Workers);
            Last = _evaluator.Evaluate(digits);
            afterEpoch?.Invoke(record.Epoch, Last);
        }
    }
}
