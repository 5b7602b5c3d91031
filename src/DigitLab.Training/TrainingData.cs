using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What a run learns from and chooses by, and the normalization found in the former.</summary>
/// <param name="Training">The digits to learn from.</param>
/// <param name="Validation">The digits to choose by; may be empty.</param>
/// <param name="Normalization">Of the training digits.</param>
public sealed record TrainingData(DigitDataset Training, DigitDataset Validation, InputNormalization Normalization)
{
    private readonly Lazy<string> _fingerprint = new(() => DatasetHash.Of(Training, Validation));

    /// <summary>What teachers said of the digits to learn from; null if there are none, or if they read beside the training.</summary>
    public SoftTargets? Targets { get; init; }

    /// <summary>How many of the digits to learn from people wrote; those that were rendered come after them.</summary>
    public int WrittenCount { get; init; } = Training.Count;

    /// <summary>Teachers that read beside the training; empty if there are none, or if what they say is known.</summary>
    public IReadOnlyList<Network> Teachers { get; init; } = [];

    /// <summary>The fingerprint of all these digits (<see cref="DatasetHash"/>): a resumed run needs the digits that it began with.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Splits, limits, adds rendered digits and measures, as a configuration says.</summary>
    /// <remarks>Digits are held back before the rest is limited, so runs on few and on many digits are judged by the same ones.</remarks>
    /// <param name="configuration">Split, limit, rendered digits, seed and kind of normalization.</param>
    /// <param name="digits">All digits that are not for the test.</param>
    /// <param name="writers">Who wrote the digits, for a split by writers.</param>
    /// <param name="rendering">Renders digits, where the configuration asks for some.</param>
    /// <exception cref="ArgumentException">There are fewer digits than the configuration holds back, nobody says who wrote them, or nobody renders.</exception>
    public static TrainingData Prepare(TrainingConfiguration configuration, DigitDataset digits, WriterIds? writers = null, DigitRendering? rendering = null)
    {
        DatasetSplit split = Split(configuration, digits, writers);
        DigitDataset written = configuration.TrainLimit is int limit && limit < split.Training.Count
            ? split.Training.Take(limit)
            : split.Training;
        DigitDataset training = configuration.IsBagged ? Draw(written, configuration.Seed) : written;
        int writtenCount = training.Count;
        training = configuration.RenderedCount > 0
            ? DigitDataset.Concat($"{training.Name}-and-rendered", training, Render(rendering, configuration, written))
            : training;
        return new TrainingData(training, split.Validation, NormalizationFitter.Fit(configuration.Normalization, training)) { WrittenCount = writtenCount };
    }

    /// <inheritdoc cref="Prepare(TrainingConfiguration, DigitDataset, WriterIds, DigitRendering)"/>
    /// <param name="configuration">Split, limit, rendered digits, seed and kind of normalization.</param>
    /// <param name="sets">The digits, with a file that names their writers if the split is by writers.</param>
    /// <param name="rendering">Renders digits, where the configuration asks for some.</param>
    /// <exception cref="FileNotFoundException">The split is by writers, and the file that names them is not there.</exception>
    public static TrainingData Prepare(TrainingConfiguration configuration, DigitSets sets, DigitRendering? rendering = null) =>
        Prepare(configuration, sets.Training, WritersFor(configuration, sets), rendering);

    /// <summary>The digits that a configuration holds back to choose by, and the others.</summary>
    /// <exception cref="ArgumentException">There are fewer digits than the configuration holds back.</exception>
    /// <exception cref="FileNotFoundException">The split is by writers, and the file that names them is not there.</exception>
    public static DatasetSplit Split(TrainingConfiguration configuration, DigitSets sets) => Split(configuration, sets.Training, WritersFor(configuration, sets));

    /// <summary>Refuses a configuration or a network that is not for these digits.</summary>
    /// <exception cref="ArgumentException">The digits do not fit it; the message names both.</exception>
    internal void RequireFitting(TrainingConfiguration configuration, Network network)
    {
        if (Training.Count == 0)
        {
            throw new ArgumentException($"{Training.Name}: expected digits to learn from, got none.", nameof(configuration));
        }

        if (network.InputShape != new Shape(Training.Height, Training.Width, 1) || network.OutputShape.Count < DigitDataset.Classes)
        {
            throw new ArgumentException(
                $"{Training.Name}: expected pictures {network.InputShape} of at most {network.OutputShape.Count} classes for {network.Name}, "
                + $"got [{Training.Height}, {Training.Width}, 1] of {DigitDataset.Classes}.",
                nameof(network));
        }

        if (Validation.Count != configuration.ValidationCount)
        {
            throw new ArgumentException(
                $"{Training.Name}: expected {configuration.ValidationCount} validation digits, got {Validation.Count}: split them with TrainingData.Prepare.",
                nameof(configuration));
        }

        bool hasLiveTeachers = configuration.Teacher is { Reads: TeacherReading.Augmented };
        if (hasLiveTeachers != (Teachers.Count > 0) || Teachers.Any(teacher => teacher.InputShape != network.InputShape))
        {
            throw new ArgumentException(
                $"{Training.Name}: expected {(hasLiveTeachers ? $"teachers that read pictures {network.InputShape}" : "no teachers beside the training")}, "
                + $"got {(Teachers.Count == 0 ? "none" : string.Join(", ", Teachers.Select(teacher => $"{teacher.Name} {teacher.InputShape}")))}.",
                nameof(configuration));
        }

        if ((configuration.Teacher is { Reads: TeacherReading.Original }) != (Targets is not null) || (Targets is SoftTargets targets && targets.Count != Training.Count))
        {
            throw new ArgumentException(
                $"{Training.Name}: expected what teachers say of {(configuration.Teacher is not { Reads: TeacherReading.Original } ? "no digits" : $"all {Training.Count} digits")}, got it of {Targets?.Count ?? 0}: let them read with SoftTargets.Of.",
                nameof(configuration));
        }
    }

    private static DatasetSplit Split(TrainingConfiguration configuration, DigitDataset digits, WriterIds? writers) =>
        DatasetSplit.Of(digits, configuration.Split, configuration.ValidationCount, configuration.Seed, writers);

    private static WriterIds? WritersFor(TrainingConfiguration configuration, DigitSets sets) => configuration.Split == SplitKind.Writers ? sets.ReadWriters() : null;

    private static DigitDataset Render(DigitRendering? rendering, TrainingConfiguration configuration, DigitDataset written) => rendering is not null
        ? rendering(configuration.RenderedCount, configuration.Seed, written)
        : throw new ArgumentException($"Configuration renderedCount: expected somebody who renders {configuration.RenderedCount} digits, as the command line does; got nobody.", nameof(rendering));

    private static DigitDataset Draw(DigitDataset digits, ulong seed)
    {
        RandomSource random = new RandomKey(seed, RandomPurpose.Split, Epoch: 4).Open();   // 0 and 1 split the digits, 2 the writers, 3 the folds
        int[] places = new int[digits.Count];
        foreach (ref int place in places.AsSpan())
        {
            place = random.NextInt32(digits.Count);
        }

        return digits.Select(places);
    }
}
