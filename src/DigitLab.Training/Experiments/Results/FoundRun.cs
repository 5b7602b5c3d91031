namespace DigitLab.Training;

/// <summary>A finished run whose folder is there.</summary>
/// <param name="Run">What it came to.</param>
/// <param name="Weights">The file of its kept weights.</param>
internal sealed record FoundRun(ZooRun Run, string Weights)
{
    /// <summary>Those beside a definition: in the folder of all its seeds, then in the folders of seeds that were trained alone.</summary>
    /// <exception cref="InvalidDataException">A file of theirs is damaged.</exception>
    internal static IEnumerable<FoundRun> Beside(string file, ExperimentDefinition definition) => definition.Seeds
        .Select(seed => ExperimentFolder.PathOf(file, seed))
        .Prepend(ExperimentFolder.PathOf(file))
        .Where(ExperimentFolder.IsThere)
        .SelectMany(path => In(ExperimentFolder.Open(path)));

    private static IEnumerable<FoundRun> In(ExperimentFolder folder) => new ExperimentReader(folder).Read()
        .Where(trial => trial is { Summary: not null, Test: not null })
        .Select(trial => new FoundRun(ZooRun.Of(folder.Definition, trial, trial.Summary!, trial.Test!), Path.Combine(folder.TrialPath(trial.Number), RunFolder.BestName)));
}
