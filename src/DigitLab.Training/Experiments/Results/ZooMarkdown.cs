using System.Text;
using DigitLab.Data;
using static System.FormattableString;

namespace DigitLab.Training;

/// <summary><c>RESULTS.md</c>: every network beside what was published, ensembles, what remains misread, where the figures come from.</summary>
internal static class ZooMarkdown
{
    private const string Nothing = "–";

    internal static string Of(ZooResults results)
    {
        var text = new StringBuilder("# Results\n\nMade from the runs' folders by `digitlab experiment results`, and from what `results` beside the definitions keeps of runs whose folders are gone. ");
        text.Append("Test accuracy is the mean ± the standard deviation over seeds; intervals are 95%: Student's for the mean over seeds, Wilson's for one network. ");
        text.Append("Runs keep the weights of their last epoch or of the one that read the validation digits best, as recipe or definition says; the kept weights read the test digits once; `test-readings.csv` in a run's folder says when, and by what. ");
        text.Append("*Without 15*: without the test digits whose labels people doubt. Students wrote the first 5,000 test digits, employees the others. ");
        text.Append("Published figures were chosen or reported on the test digits by their authors.\n\n");
        text.Append(TableMarkdown.Of(Networks(results)));
        AppendEnsembles(text, results);
        AppendErrors(text, results);
        AppendOrigin(text, results);
        return text.ToString();
    }

    private static TableCells Networks(ZooResults results) => new(
        ["experiment", "network", "recipe", "parameters", "seeds", "epochs", "minutes", "validation", "test accuracy", "95% interval", "errors", "without 15", "students", "employees", "one digit, µs", "aim", "published"],
        [.. results.Rows.Where(row => row.Definition.Ensemble is null).Select(RowOf)],
        FirstNumber: 3);

    private static string[] RowOf(ZooRow row)
    {
        SampleSummary? test = row.Mean(run => run.Test.Accuracy);
        return
        [
            row.Definition.Name,
            row.Networks,
            row.Definition.Trials[0].Configuration.Recipe?.ToString().ToLowerInvariant() ?? Nothing,
            row.Runs.Count > 0 && row.Runs[0].Parameters is int parameters ? Invariant($"{parameters:N0}") : Nothing,
            row.Runs.Count == row.Definition.Trials.Count ? $"{row.Runs.Count}" : $"{row.Runs.Count} of {row.Definition.Trials.Count}",
            row.Mean(run => run.Epochs) is SampleSummary epochs ? Invariant($"{epochs.Mean:0.#}") : Nothing,
            row.Mean(run => run.Seconds / 60) is SampleSummary minutes ? Invariant($"{minutes.Mean:F1}") : Nothing,
            Accuracy(row.Mean(run => run.ValidationAccuracy)),
            Accuracy(test),
            ScoreText.Of(Interval(row, test)),
            row.Runs.Count == 0 ? Nothing : string.Join(' ', row.Tests.Select(score => score.Errors.Count)),
            Part(row, score => score.WithoutDoubtful),
            Part(row, score => score.Students),
            Part(row, score => score.Employees),
            row.InferenceMicroseconds is double time ? Invariant($"{time:N0}") : Nothing,
            Aim(row.Definition.Aim, test?.Mean),
            Published(row.Definition.Published),
        ];
    }

    private static (double Low, double High)? Interval(ZooRow row, SampleSummary? test) =>
        test?.HalfWidth is double half ? (test.Value.Mean - half, test.Value.Mean + half)
        : row.Tests.Count == 1 ? (row.Tests[0].Interval.Low, row.Tests[0].Interval.High)
        : null;

    private static string Accuracy(SampleSummary? summary) => summary is SampleSummary mean ? ScoreText.Of(MonitoredScore.ValidationAccuracy, mean) : Nothing;

    private static string Part(ZooRow row, Func<TestScore, double?> of) =>
        row.Tests.Count > 0 && row.Tests.All(score => of(score) is not null) ? Invariant($"{100 * row.Tests.Average(score => of(score)!.Value):F2}%") : Nothing;

    private static void AppendEnsembles(StringBuilder text, ZooResults results)
    {
        if (results.Ensembles.Count > 0)
        {
            text.Append("\n## Ensembles\n\n").Append(TableMarkdown.Of(new TableCells(
                ["ensemble", "networks", "vote", "members", "members alone", "validation", "test accuracy", "95% interval", "errors", "without 15", "students", "employees", "aim", "published"],
                [.. results.Ensembles.Select(EnsembleRowOf)],
                FirstNumber: 3)));
        }
    }

    private static string[] EnsembleRowOf(EnsembleRow row)
    {
        EnsembleSettings settings = row.Settings;
        TestScore? score = row.Result?.Score;
        return
        [
            row.Name,
            row.Networks,
            $"{settings.Vote.ToString().ToLowerInvariant()}{(settings.TwoLevels ? ", two levels" : "")}{(settings.Views > 1 ? $", {settings.Views} views" : "")}",
            row.Result is EnsembleResult result ? $"{result.Members.Count}" : Nothing,
            Accuracy(row.Alone),
            row.Result is { ValidationErrors: int wrong, ValidationCount: int count } ? Invariant($"{100.0 * (count - wrong) / count:F2}%") : Nothing,
            score is null ? Nothing : Invariant($"{100 * score.Accuracy:F2}%"),
            score is null ? Nothing : ScoreText.Of((score.Interval.Low, score.Interval.High)),
            score is null ? Nothing : $"{score.Errors.Count}",
            Percent(score?.WithoutDoubtful),
            Percent(score?.Students),
            Percent(score?.Employees),
            Aim(row.Aim, score?.Accuracy),
            Published(row.Published),
        ];
    }

    private static string Aim(double? aim, double? reached) =>
        aim is double percent ? Invariant($"{percent:0.00##}%{(reached is null ? "" : 100 * reached >= percent ? " reached" : " missed")}") : Nothing;

    private static string Published(PublishedResult? published) =>
        published is null ? Nothing : Invariant($"{100.0 * (published.Count - published.Errors) / published.Count:F2}% ({published.Source})");

    private static string Percent(double? part) => part is double known ? Invariant($"{100 * known:F2}%") : Nothing;

    private static void AppendErrors(StringBuilder text, ZooResults results)
    {
        IReadOnlyList<int> all = results.MisreadByAll;
        if (all.Count > 0)
        {
            text.Append("\n## What every network misreads\n\n");
            text.Append($"With more than half of its seeds each: {string.Join(' ', all)}. ");
            text.Append($"Of these {all.Intersect(DoubtfulDigits.Places).Count()} are among the {DoubtfulDigits.Places.Count} whose labels people doubt ({string.Join(' ', DoubtfulDigits.Places)}), ");
            text.Append($"and {all.Intersect(DoubtfulDigits.MisreadByThePublished).Count()} among the {DoubtfulDigits.MisreadByThePublished.Count} that all four published networks of the lenet53 family misread ({string.Join(' ', DoubtfulDigits.MisreadByThePublished)}).\n");
        }
    }

    private static void AppendOrigin(StringBuilder text, ZooResults results)
    {
        ZooRun[] runs = [.. results.Rows.SelectMany(row => row.Runs)];
        if (runs.Length > 0)
        {
            IEnumerable<string> commits = runs.Select(run => run.Commit).OfType<string>().Distinct().Select(commit => commit[..Math.Min(12, commit.Length)]);
            IEnumerable<string> machines = runs.Select(run => $"{run.Machine.Cores} cores, {run.Machine.Vectors}, {run.Machine.Runtime}").Distinct();
            text.Append($"\n{runs.Length} runs by {string.Join(", ", commits.DefaultIfEmpty("an unknown commit"))}; {string.Join("; ", machines)}. Minutes are of one training, with as many beside it as there were cores.\n");
        }
    }
}
