namespace DigitLab.Insight;

/// <summary>How trainings went, drawn; several are compared in one figure.</summary>
public static class TrainingFigures
{
    private const int MostParts = 8;

    /// <summary>Loss by epoch: training and, dashed, validation.</summary>
    public static LineChart Loss(IReadOnlyList<TrainedRun> runs) =>
        new("Loss", Epochs, new Axis("loss", Scale: AxisScale.Logarithmic), Both(runs, score => score.TrainingLoss, score => score.ValidationLoss));

    /// <summary>Accuracy by epoch: training and, dashed, validation.</summary>
    public static LineChart Accuracy(IReadOnlyList<TrainedRun> runs) =>
        new("Accuracy", Epochs, new Axis("accuracy", "%", Max: 100), Both(runs, score => 100 * score.TrainingAccuracy, score => 100 * score.ValidationAccuracy));

    /// <summary>The learning rate at the end of each epoch.</summary>
    public static LineChart LearningRate(IReadOnlyList<TrainedRun> runs) =>
        new("Learning rate", Epochs, new Axis("learning rate"), [.. Checked(runs).Select(run => new Series(run.Name, [.. run.Epochs.Select(score => new FigurePoint(score.Epoch, score.LearningRate))]))]);

    /// <summary>The gradients' norms by epoch, of one run; null if they were not noted.</summary>
    public static LineChart? GradientNorms(TrainedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Health("Gradient norms", "The Euclidean norm of each weight tensor's gradient in an epoch's last batch.", new Axis("norm", Scale: AxisScale.Logarithmic), [.. run.GradientNorms.Where(health => health.Part.EndsWith("weights", StringComparison.Ordinal))], 1);
    }

    /// <summary>The share of units that answered no digit, by epoch, of one run; null if they were not noted.</summary>
    public static LineChart? DeadUnits(TrainedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Health("Dead units", "The share of a rectifier's units that were 0 for every digit looked at.", new Axis("dead units", "%", Min: 0), run.DeadUnits, 100);
    }

    private static Axis Epochs => new("epoch", IsWhole: true);

    private static LineChart? Health(string title, string note, Axis axis, IReadOnlyList<LayerHealth> numbers, double factor)
    {
        IGrouping<string, LayerHealth>[] parts = [.. numbers.GroupBy(health => health.Part)];
        return parts.Length == 0 ? null : new LineChart(
            title,
            Epochs,
            axis,
            [.. parts.Take(MostParts).Select(part => new Series(part.Key, [.. part.Select(health => new FigurePoint(health.Epoch, factor * health.Value))]))])
        {
            Note = parts.Length > MostParts ? $"{note} The first {MostParts} of {parts.Length}." : note,
        };
    }

    // A run's two lines share a colour.
    private static Series[] Both(IReadOnlyList<TrainedRun> runs, Func<EpochScore, double> training, Func<EpochScore, double?> validation)
    {
        var lines = new List<Series>();
        bool isAlone = Checked(runs).Count == 1;
        for (int i = 0; i < runs.Count; i++)
        {
            TrainedRun run = runs[i];
            lines.Add(new Series(isAlone ? "training" : run.Name, [.. run.Epochs.Select(score => new FigurePoint(score.Epoch, training(score)))], Color: i));
            if (run.Epochs.Any(score => validation(score) is not null))
            {
                lines.Add(new Series(
                    isAlone ? "validation" : $"{run.Name}, validation",
                    [.. run.Epochs.Select(score => new FigurePoint(score.Epoch, validation(score) ?? double.NaN))],
                    Color: isAlone ? 1 : i,
                    IsDashed: true));
            }
        }

        return [.. lines];
    }

    private static IReadOnlyList<TrainedRun> Checked(IReadOnlyList<TrainedRun> runs) => runs is { Count: > 0 }
        ? runs
        : throw new ArgumentException("Training figures: expected at least one run, got none.", nameof(runs));
}
