using DigitLab.Neural;
using static System.FormattableString;

namespace DigitLab.Insight;

/// <summary>A run, or several compared, as a page: what was trained, on what, how well it went, and where it errs.</summary>
public static class RunReport
{
    /// <summary>The report.</summary>
    /// <param name="runs">The runs; at least one, with names that differ.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static HtmlReport Of(IReadOnlyList<TrainedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
        {
            throw new ArgumentException("Report: expected at least one run, got none.", nameof(runs));
        }

        var report = runs.Count == 1
            ? new HtmlReport($"{runs[0].Network.Name}: a training", Story(runs[0]))
            : new HtmlReport($"{runs.Count} trainings compared", $"{string.Join(", ", runs.Select(run => run.Name))}: {Winner(runs)}");
        AddSummary(report, runs);
        report.AddHeading("How it went");
        report.AddText(runs.Count == 1 ? Course(runs[0]) : "A run's training curve is solid, its validation curve dashed, in the same colour.");
        report.AddFigure("loss", TrainingFigures.Loss(runs));
        report.AddFigure("accuracy", TrainingFigures.Accuracy(runs));
        report.AddFigure("learning-rate", TrainingFigures.LearningRate(runs));
        for (int i = 0; i < runs.Count; i++)
        {
            AddRun(report, runs[i], runs.Count == 1 ? "" : $"-{i + 1}", runs.Count > 1);
        }

        return report;
    }

    private static void AddRun(HtmlReport report, TrainedRun run, string suffix, bool isNamed)
    {
        string of = isNamed ? $" of {run.Name}" : "";
        AddIfThere($"gradient-norms{suffix}", TrainingFigures.GradientNorms(run));
        AddIfThere($"dead-units{suffix}", TrainingFigures.DeadUnits(run));
        if (run.Readings is { } readings)
        {
            report.AddHeading($"Where it errs{(isNamed ? $": {run.Name}" : "")}");
            report.AddText(Errors(readings));
            report.AddFigure($"confusion{suffix}", ReadingFigures.Confusion(readings));
            report.AddFigure($"reliability{suffix}", ReadingFigures.Reliability(readings));
            AddIfThere($"errors{suffix}", ReadingFigures.Errors(readings));
        }

        report.AddHeading($"The network{of}");
        report.AddText(Invariant($"{run.Network.ParameterCount:N0} weights, {run.Network.MultiplyAdds:N0} multiply-adds for a digit."));
        report.AddFigure($"network{suffix}", ModelDiagram.Of(run.Network));
        foreach (Conv2D layer in FilterSheet.LayersOf(run.Network).Take(1))
        {
            AddIfThere($"filters-initial{suffix}", run.Initial is null ? null : FilterSheet.Figure(run.Initial, layer.Name, $"Filters of {layer.Name} before training"));
            report.AddFigure($"filters{suffix}", FilterSheet.Figure(run.Network, layer.Name, $"Filters of {layer.Name}, trained"));
        }

        if (run.Settings.Count > 0)
        {
            report.AddHeading($"Settings{of}");
            report.AddTable(["setting", "value"], run.Settings.Select(setting => (IReadOnlyList<string>)[setting.Name, setting.Value]));
        }

        void AddIfThere(string name, Figure? figure)
        {
            if (figure is not null)
            {
                report.AddFigure(name, figure);
            }
        }
    }

    private static void AddSummary(HtmlReport report, IReadOnlyList<TrainedRun> runs) => report.AddTable(
        ["run", "weights", "epochs", "kept epoch", "validation accuracy", "test accuracy", "errors", "calibration error", "time"],
        runs.Select(run => (IReadOnlyList<string>)
        [
            run.Name,
            Invariant($"{run.Network.ParameterCount:N0}"),
            $"{run.Epochs.Count}",
            $"{run.BestEpoch}",
            ValidationOf(run) is double validation ? Percent(validation) : "–",
            run.Readings is { } readings ? Percent(readings.Accuracy) : "–",
            run.Readings is { } all ? Invariant($"{all.Errors.Count:N0} of {all.Digits.Count:N0}") : "–",
            run.Readings is { } sure ? Percent(sure.CalibrationError()) : "–",
            Duration(run.Seconds),
        ]));

    private static string Story(TrainedRun run)
    {
        string learned = Invariant($"{run.Network.Name}, a network of {run.Network.ParameterCount:N0} weights, learned from {run.TrainingDigits:N0} digits of {run.Dataset} in {run.Epochs.Count} {(run.Epochs.Count == 1 ? "epoch" : "epochs")} ({Duration(run.Seconds)}).");
        return run.Readings is { } readings
            ? Invariant($"{learned} It reads {Percent(readings.Accuracy)} of {readings.Digits.Count:N0} test digits right: {readings.Errors.Count:N0} {(readings.Errors.Count == 1 ? "error" : "errors")}.")
            : learned;
    }

    // What the curves say, in words.
    private static string Course(TrainedRun run)
    {
        if (run.Epochs.Count == 0)
        {
            return "No epoch was finished.";
        }

        EpochScore first = run.Epochs[0], last = run.Epochs[^1];
        string course = Invariant($"The training loss fell from {first.TrainingLoss:F4} to {last.TrainingLoss:F4}, the training accuracy is {Percent(last.TrainingAccuracy)}.");
        if (ValidationOf(run) is not double best)
        {
            return $"{course} No digits were held back, so nothing says how much of that is learned by heart.";
        }

        double gap = last.TrainingAccuracy - (last.ValidationAccuracy ?? 0);
        string verdict = gap > 0.01
            ? "it reads its own digits clearly better than others, which is overfitting"
            : gap < -0.002 ? "it reads new digits better than its own, as dropout, augmentation or a short training make it" : "it reads new digits nearly as well as its own";
        return Invariant($"{course} The weights of epoch {run.BestEpoch} were kept, with {Percent(best)} of {run.ValidationDigits:N0} validation digits right; at the end {verdict}.");
    }

    private static string Errors(DigitReadings readings)
    {
        (int Is, int As, double Count)[] pairs =
        [
            .. readings.Confusion.SelectMany((row, digit) => row.Select((count, called) => (digit, called, count)))
                .Where(pair => pair.digit != pair.called && pair.count > 0)
                .OrderByDescending(pair => pair.count)
                .Take(3),
        ];
        if (pairs.Length == 0)
        {
            return "It misreads none of the digits.";
        }

        string most = string.Join(", ", pairs.Select(pair => Invariant($"{pair.Is} as {pair.As} ({pair.Count:N0} {(pair.Count == 1 ? "time" : "times")})")));
        return Invariant($"It misreads {readings.Errors.Count:N0} of {readings.Digits.Count:N0} digits of {readings.Digits.Name}; most often {most}. Its expected calibration error is {Percent(readings.CalibrationError())}.");
    }

    private static string Winner(IReadOnlyList<TrainedRun> runs)
    {
        TrainedRun[] read = [.. runs.Where(run => run.Readings is not null)];
        TrainedRun? best = read.MaxBy(run => run.Readings!.Accuracy);
        return best is null ? "none was tested." : $"{best.Name} reads most test digits right, {Percent(best.Readings!.Accuracy)}.";
    }

    private static double? ValidationOf(TrainedRun run) => run.Epochs.FirstOrDefault(score => score.Epoch == run.BestEpoch)?.ValidationAccuracy;

    private static string Percent(double part) => Invariant($"{100 * part:F2}%");

    private static string Duration(double seconds) => seconds < 120 ? Invariant($"{seconds:F1} s") : Invariant($"{seconds / 60:F1} min");
}
