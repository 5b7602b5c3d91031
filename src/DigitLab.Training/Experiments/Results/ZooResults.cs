using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What came out of a folder of experiments, such as the zoo's, by their runs' folders alone.</summary>
/// <param name="Rows">A line for each definition, those with the most errors first; what is not trained yet comes last.</param>
/// <param name="Ensembles">A line for each ensemble: the experiments that say how their networks vote, and those of several experiments.</param>
public sealed record ZooResults(IReadOnlyList<ZooRow> Rows, IReadOnlyList<EnsembleRow> Ensembles)
{
    /// <summary>The folder, among a folder's definitions, of those of ensembles of several experiments.</summary>
    public const string EnsemblesName = "ensembles";

    /// <summary>Reads all definitions of a folder and the experiments beside them.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isTimed">Whether to measure how long each network takes for a digit.</param>
    /// <exception cref="FileNotFoundException">There is no such folder, or no definition in it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ZooResults Read(string path, bool isTimed = true)
    {
        string[] files = DefinitionsIn(path);
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"{path}: expected a folder with experiments' definitions, found none: name one such as experiments/zoo.");
        }

        ZooRow[] rows = [.. files.Select(file => ReadOne(file, isTimed)).OrderBy(row => row.Tests.Count == 0 ? 1 : row.Tests.Average(test => test.Accuracy))];
        return new ZooResults(
            rows,
            [.. rows.Where(row => row.Definition.Ensemble is not null).Select(EnsembleRow.Of), .. DefinitionsIn(Path.Combine(path, EnsemblesName)).Select(EnsembleRow.Read)]);
    }

    /// <summary>The page.</summary>
    public string ToMarkdown() => ZooMarkdown.Of(this);

    /// <summary>The test digits that each of the networks misreads with more than half of its seeds, ascending; none if nothing is trained.</summary>
    public IReadOnlyList<int> MisreadByAll
    {
        get
        {
            int[][] usual = [.. Rows.Where(row => row.Tests.Count > 0).Select(UsuallyMisread)];
            return usual.Length == 0 ? [] : [.. usual.Aggregate((one, other) => [.. one.Intersect(other)]).Order()];
        }
    }

    private static string[] DefinitionsIn(string path) => Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal)] : [];

    private static int[] UsuallyMisread(ZooRow row) =>
        [.. row.Tests.SelectMany(test => test.Errors).CountBy(index => index).Where(count => 2 * count.Value > row.Tests.Count).Select(count => count.Key)];

    private static ZooRow ReadOne(string file, bool isTimed)
    {
        var definition = ExperimentDefinition.Load(file);
        string path = Path.ChangeExtension(file, null);
        if (!ExperimentFolder.IsThere(path))
        {
            return new ZooRow(definition, [], null, null);
        }

        var folder = ExperimentFolder.Open(path);
        TrialRecord[] trials = [.. new ExperimentReader(folder).Read().Where(trial => trial is { Summary: not null, Test: not null })];
        double? time = isTimed && trials.Length > 0 && trials.DistinctBy(trial => trial.Configuration.Model).Count() == 1
            ? InferenceTime.Of(ModelFile.Load(Path.Combine(folder.TrialPath(trials[0].Number), RunFolder.BestName)))
            : null;
        return new ZooRow(folder.Definition, trials, EnsembleResult.Load(path), time);
    }
}
