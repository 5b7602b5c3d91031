using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Weights;

/// <summary>The small network that tells one whole digit from anything else, and how it is trained.</summary>
internal static class JudgeNetwork
{
    /// <summary>The label of a digit; anything else has 0.</summary>
    internal const byte Digit = 1;

    private const int BatchSize = 256;
    private const double LearningRate = 0.06;

    private static readonly AugmentationSettings Augmentation = new()
    {
        RotationDegrees = 8,
        ShearDegrees = 6,
        ShiftPixels = 1,
        Zoom = 0.06,
        ElasticAlpha = 20,
        ThicknessPixels = 0.4,
        BlurPixels = 0.6,
    };

    /// <summary>The architecture: two outputs, for anything else and for a digit.</summary>
    internal static Network Build() => new(
        "judge",
        new Shape(28, 28, 1),
        new Sequential(
            new Conv2D(1, 16, kernelSize: 5, hasBias: false),
            new BatchNorm(16),
            new Relu(),
            new MaxPool2D(2),
            new Conv2D(16, 32, kernelSize: 3, hasBias: false),
            new BatchNorm(32),
            new Relu(),
            new Conv2D(32, 32, kernelSize: 3, hasBias: false),
            new BatchNorm(32),
            new Relu(),
            new MaxPool2D(2),
            new Flatten(),
            new Dense(4 * 4 * 32, 64, hasBias: false),
            new BatchNorm(64),
            new Relu(),
            new Dropout(0.25f),
            new Dense(64, 2)));

    /// <summary>Trains one from the start.</summary>
    /// <param name="examples">Pictures labelled 1 for a digit and 0 for anything else.</param>
    /// <param name="epochs">How often each is seen.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="progress">Told each epoch's mean loss.</param>
    internal static Network Train(DigitDataset examples, int epochs, ulong seed, Workers workers, Action<int, double> progress)
    {
        Network network = Build();
        network.Initialize(seed);
        network.Normalization = NormalizationFitter.Fit(NormalizationKind.Standard, examples);
        Optimizer optimizer = new MuonSettings(Momentum: 0.9) { IsDecoupled = true }.Build(network.Parameters);
        var loss = new SoftmaxCrossEntropySettings(LabelSmoothing: 0.05).Build();
        var schedule = new OneCycleSchedule(RiseFraction: 0.2, StartDivisor: 5, FinalDivisor: 1000);
        var settings = new BatchSettings(BatchSize, seed, DropsLast: true, Augmentation: new DigitAugmentation(Augmentation));
        var batches = new BatchLoader(examples, network.Normalization, settings, workers);
        NetworkPlan plan = network.ForTraining(BatchSize, workers);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            double sum = 0;
            for (int number = 0; number < batches.BatchesPerEpoch; number++)
            {
                Batch batch = batches.Next();
                batch.Images.Span.CopyTo(plan.Input.Span);
                network.ClearGradients();
                plan.Forward(new RandomKey(seed, RandomPurpose.Dropout, batch.Epoch, batch.FirstSample));
                sum += loss.Compute(plan.Output, batch.Labels, plan.OutputGradient, workers);
                var moment = new ScheduleMoment(((long)epoch * batches.BatchesPerEpoch) + number, batches.BatchesPerEpoch, epochs);
                plan.BackwardAndStep(optimizer, LearningRate * schedule.FactorAt(moment, []));
            }

            progress(epoch, sum / batches.BatchesPerEpoch);
        }

        return network;
    }

    /// <summary>For each picture how much more it looks like a digit than like anything else: the difference of the outputs.</summary>
    internal static double[] Score(Network judge, DigitDataset pictures, Workers workers)
    {
        double[] scores = new double[pictures.Count];
        float[][] outputs = NetworkOutputs.Of(judge, pictures, workers);
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = outputs[i][1] - outputs[i][0];
        }

        return scores;
    }
}
