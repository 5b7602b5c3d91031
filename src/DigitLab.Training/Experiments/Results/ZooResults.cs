using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What came out of a folder of experiments, such as the zoo's, by their runs' folders and by what was kept of others.</summary>
/// <param name="Rows">A line for each definition, those with the most errors first; what is not trained yet comes last.</param>
/// <param name="EnsemblesOfOne">A line for each experiment that says how its networks vote.</param>
/// <param name="EnsemblesOfSeveral">A line for each ensemble of several experiments.</param>
public sealed record ZooResults(IReadOnlyList<ZooRow> Rows, IReadOnlyList<EnsembleRow> EnsemblesOfOne, IReadOnlyList<EnsembleRow> EnsemblesOfSeveral)
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

        var record = new ZooRecord(path);
        ZooRow[] rows = [.. files.Select(file => ReadOne(file, record, isTimed)).OrderBy(row => row.Tests.Count == 0 ? 1 : row.Tests.Average(test => test.Accuracy))];
        return new ZooResults(
            rows,
            [.. rows.Where(row => row.Definition.Ensemble is not null).Select(EnsembleRow.Of)],
            [.. DefinitionsIn(Path.Combine(path, EnsemblesName)).Select(file => EnsembleRow.Read(file, record, files, rows))]);
    }

    /// <summary>Keeps what the runs came to in the folder's <c>results</c>: it is read again where their own folders are not.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Save(string path) => new ZooRecord(path).Save(this);

    /// <summary>A line for each ensemble.</summary>
    public IReadOnlyList<EnsembleRow> Ensembles => [.. EnsemblesOfOne, .. EnsemblesOfSeveral];

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

    // A run in a folder counts before the same one in the record; either counts if it trained what the definition says.
    private static ZooRow ReadOne(string file, ZooRecord record, bool isTimed)
    {
        var definition = ExperimentDefinition.Load(file);
        var numbers = definition.Trials.GroupBy(trial => ZooRun.Fingerprint(definition, trial.Configuration)).ToDictionary(trials => trials.Key, trials => trials.First().Number);
        ZooRecordPart? kept = record.Experiment(definition.Name);
        FoundRun[] found = [.. FoundRun.Beside(file, definition)], current = [.. found.Where(each => IsDefined(each.Run))];
        ZooRun[] runs =
        [
            .. current.Select(each => each.Run).Concat((kept?.Runs ?? []).Where(IsDefined))
                .Select(run => run with { Trial = numbers[run.SettingsSha256] })
                .DistinctBy(run => run.Trial).OrderBy(run => run.Trial),
        ];
        bool isOneNetwork = definition.Trials.DistinctBy(trial => trial.Configuration.Model).Count() == 1;
        double? time = isTimed && isOneNetwork && current.Length > 0
            ? InferenceTime.Of(ModelFile.Load(current[0].Weights))
            : runs.Length > 0 ? kept?.InferenceMicroseconds : null;
        EnsembleResult? ensemble = EnsembleResult.Load(ExperimentFolder.PathOf(file)) ?? kept?.Ensemble;
        return new ZooRow(definition, runs, EnsembleRow.Current(ensemble, runs), time) { Outdated = found.Length - current.Length };

        bool IsDefined(ZooRun run) => numbers.ContainsKey(run.SettingsSha256);
    }
}
