using System.Globalization;
using DigitLab.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DigitLab.Cli.Experiments;

/// <summary>Where each trial stands, as a table: those at work first, then those with trouble, then the best.</summary>
internal static class StatusTable
{
    private static readonly TrialState[] Order =
        [TrialState.Running, TrialState.Failed, TrialState.Interrupted, TrialState.Finished, TrialState.Paused, TrialState.Stopped, TrialState.Waiting];

    /// <summary>The table, with the counts below.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="mostRows">Trials to show at most.</param>
    /// <param name="notice">What else the user should know.</param>
    /// <param name="atOnce">How many trials are trained together, for the time left.</param>
    internal static IRenderable Of(ExperimentFolder folder, ExperimentStatus status, int mostRows, string? notice, int atOnce)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumns(Right("Trial"), new TableColumn("Parameters"), Right("Epoch"), Right(ScoreText.NameOf(folder.Definition.Score)), Right("Time left"), new TableColumn("State"));
        foreach (int index in Enumerable.Range(0, status.Trials.Count)
            .OrderBy(index => Array.IndexOf(Order, status.States[index])).ThenByDescending(index => Score(folder, status.Trials[index])).Take(mostRows))
        {
            TrialRecord trial = status.Trials[index];
            table.AddRow(
                $"{trial.Number}",
                Describe(folder, trial).EscapeMarkup(),
                $"{trial.History.Count}/{status.Targets[index]}",
                Score(folder, trial) is double score ? ScoreText.Of(folder.Definition.Score, score) : "–",
                status.States[index] == TrialState.Running && trial.SecondsPerEpoch is double seconds ? Duration(seconds * (status.Targets[index] - trial.History.Count)) : "",
                StateOf(status, index).EscapeMarkup());
        }

        List<IRenderable> rows = [table, new Text($"{Counts(status)}{(status.TimeLeft(atOnce) is { Ticks: > 0 } left ? $"; about {Duration(left.TotalSeconds)} left" : "")}")];
        if (notice is not null)
        {
            rows.Add(new Text(notice));
        }

        return new Rows(rows);
    }

    /// <summary>How many trials are in each state: <c>25 trials: 2 running, 23 waiting</c>.</summary>
    internal static string Counts(ExperimentStatus status) =>
        $"{status.Trials.Count:N0} {(status.Trials.Count == 1 ? "trial" : "trials")}: "
        + string.Join(", ", Order.Where(state => status.Count(state) > 0).Select(state => $"{status.Count(state):N0} {Name(state)}"));

    /// <summary>A trial's parameters and seed.</summary>
    internal static string Describe(ExperimentFolder folder, TrialRecord trial) =>
        $"{folder.Definition.Settings[trial.Setting - 1]}, seed {trial.Configuration.Seed.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A trial's state, with its epoch and score.</summary>
    internal static string Progress(ExperimentFolder folder, ExperimentStatus status, int index)
    {
        TrialRecord trial = status.Trials[index];
        return StateOf(status, index)
            + (trial.History.Count > 0 ? $", epoch {trial.History.Count}/{trial.Configuration.MaxEpochs}, {ScoreText.NameOf(folder.Definition.Score)} {ScoreText.Of(folder.Definition.Score, Score(folder, trial)!.Value)}" : "")
            + (trial.Failure is { LastLines.Count: > 0 } failure ? $"\n  {string.Join("\n  ", failure.LastLines)}" : "");
    }

    private static string StateOf(ExperimentStatus status, int index) => status.Trials[index].Failure is TrialFailure failure
        ? $"failed: {failure.Sentence}"
        : Name(status.States[index]);

    private static string Name(TrialState state) => state.ToString().ToLowerInvariant();

    private static double? Score(ExperimentFolder folder, TrialRecord trial) =>
        trial.History.Count == 0 ? null : trial.History.Max(epoch => epoch.Score(folder.Definition.Score));

    private static string Duration(double seconds) => TimeSpan.FromSeconds(Math.Ceiling(seconds)) is var span && span.TotalHours >= 1 ? $"{(int)span.TotalHours}:{span:mm\\:ss}" : $"{span:m\\:ss}";

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();
}
