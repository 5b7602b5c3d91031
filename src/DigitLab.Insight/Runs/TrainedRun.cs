using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>All that a report tells of one training.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Dataset">What it learned from.</param>
/// <param name="TrainingDigits">How many digits it learned from.</param>
/// <param name="ValidationDigits">How many it chose by.</param>
/// <param name="BestEpoch">The epoch whose weights were kept.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Epochs">What it had reached after each epoch.</param>
/// <param name="Settings">Its other settings, name by name.</param>
/// <param name="Network">The trained network.</param>
public sealed record TrainedRun(
    string Name,
    string Dataset,
    int TrainingDigits,
    int ValidationDigits,
    int BestEpoch,
    double Seconds,
    IReadOnlyList<EpochScore> Epochs,
    IReadOnlyList<(string Name, string Value)> Settings,
    Network Network)
{
    /// <summary>How it reads digits that it did not learn from; null if it was not asked.</summary>
    public DigitReadings? Readings { get; init; }

    /// <summary>The norm of each parameter's gradient at the end of each epoch; empty if it was not noted.</summary>
    public IReadOnlyList<LayerHealth> GradientNorms { get; init; } = [];

    /// <summary>The share of each rectifier's units that answered no digit; empty if it was not noted.</summary>
    public IReadOnlyList<LayerHealth> DeadUnits { get; init; } = [];

    /// <summary>The network with its weights as they were before training; null if they are not known.</summary>
    public Network? Initial { get; init; }
}
