namespace DigitLab.Training;

/// <summary>The model files that a definition names: a file, an experiment's best network, or all of its networks.</summary>
internal static class ExperimentSources
{
    private const string BestOf = "best of ";
    private const string AllOf = "all of ";

    /// <summary>One file: named, or the best network of <c>best of FOLDER</c>.</summary>
    /// <param name="key">The definition's key, for the error.</param>
    /// <param name="from">What it says.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal static string One(string key, string from)
    {
        if (!from.StartsWith(BestOf, StringComparison.Ordinal))
        {
            return File.Exists(from) ? from : throw new InvalidDataException($"{key}: there is no model file {from}: name one, or \"{BestOf}FOLDER\" for an experiment's winner.");
        }

        ExperimentFolder other = ExperimentFolder.Open(from[BestOf.Length..]);
        ExperimentStatus status = ExperimentStatus.Of(other, new ExperimentReader(other).Read());
        return status.IsOver && ExperimentTable.Of(other, status).Winner?.BestTrial is int best
            ? Path.Combine(other.TrialPath(best), RunFolder.BestName)
            : throw new InvalidDataException($"{key}: {other.Path} has no winner yet: run it to its end first.");
    }

    /// <summary>The files of teachers: one, or with <c>all of FOLDER</c> each of an experiment's networks.</summary>
    /// <param name="key">The definition's key, for the error.</param>
    /// <param name="from">What it says, in one of its lines.</param>
    /// <exception cref="InvalidDataException">There are none, or the experiment has not ended.</exception>
    internal static IReadOnlyList<string> Several(string key, string from)
    {
        if (!from.StartsWith(AllOf, StringComparison.Ordinal))
        {
            return [One(key, from)];
        }

        ExperimentFolder other = ExperimentFolder.Open(from[AllOf.Length..]);
        string[] finished = [.. other.Trials.Select(trial => other.TrialPath(trial.Number)).Where(RunFolder.IsFinished).Select(trial => Path.Combine(trial, RunFolder.BestName))];
        return finished.Length == other.Trials.Count
            ? finished
            : throw new InvalidDataException($"{key}: {other.Path} has {finished.Length} of {other.Trials.Count} networks: run it to its end first.");
    }
}
