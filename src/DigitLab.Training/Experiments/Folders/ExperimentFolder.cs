using System.Text.Json.Nodes;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>An experiment's folder: what was asked for, and a run folder for each trial.</summary>
/// <remarks>
/// <c>definition.json</c> as it was written, <c>initial.safetensors</c> if trials start from given weights, <c>teachers/</c> if networks teach them, <c>trials/NNNN/</c> with a
/// <c>config.json</c> each from the beginning, and last <c>experiment.json</c>: where that is, the folder is whole. Everything else that
/// there is to know follows from the trials' folders, so it can be killed, watched and gone on with from any machine that shares the disk.
/// </remarks>
public sealed class ExperimentFolder
{
    private const string Format = "digitlab-experiment/1";
    private const string RecordName = "experiment.json";
    private const string DefinitionName = "definition.json";
    private const string InitialName = "initial.safetensors";
    private const string LockName = ".lock";
    private const string RunnerName = "runner.json";
    private const string CancelName = "cancel";
    private const string TrialsName = "trials";

    private ExperimentFolder(string path, ExperimentDefinition definition, ExperimentRecord record, IReadOnlyList<ExperimentTrial> trials) =>
        (Path, Definition, Record, Trials) = (path, definition, record, trials);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What was asked for.</summary>
    public ExperimentDefinition Definition { get; }

    /// <summary>What was decided when the folder was made.</summary>
    public ExperimentRecord Record { get; }

    /// <summary>All trials, with the configurations in their folders.</summary>
    public IReadOnlyList<ExperimentTrial> Trials { get; }

    /// <summary>Where Slurm's scripts and outputs go.</summary>
    public string SlurmPath => Of("slurm");

    /// <summary>Whether somebody asked for the experiment to be cancelled.</summary>
    public bool IsCancelled => File.Exists(Of(CancelName));

    /// <summary>The folder of an experiment if nobody names another: its definition's path without the ending.</summary>
    /// <param name="definition">The definition's path.</param>
    /// <param name="seed">The one seed that is trained alone, in a folder of its own; null for all that the definition names.</param>
    public static string PathOf(string definition, ulong? seed = null) => System.IO.Path.ChangeExtension(definition, null) + (seed is null ? "" : $"-seed-{seed}");

    /// <summary>Whether a folder holds an experiment.</summary>
    public static bool IsThere(string path) => File.Exists(System.IO.Path.Combine(path, RecordName));

    /// <summary>Makes the folder of an experiment, or opens the one that is there and asks for the same, or for fewer seeds: then it gets the others too.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="definition">What is asked for.</param>
    /// <param name="pruning">Whether to stop hopeless settings, if not as the definition says.</param>
    /// <exception cref="InvalidDataException">It holds another experiment, or the weights to start from are not there.</exception>
    public static ExperimentFolder OpenOrCreate(string path, ExperimentDefinition definition, bool? pruning = null)
    {
        if (IsThere(path))
        {
            ExperimentFolder folder = Open(path);
            bool isPrunedSo = pruning is null || pruning == folder.Record.Pruning is not null;
            if (isPrunedSo && IsSame(folder.Definition.Text, definition.Text))
            {
                return folder;
            }

            if (isPrunedSo && folder.IsBeginningOf(definition))
            {
                folder.Extend(definition);
                return Open(path);
            }

            throw new InvalidDataException($"{path}: the folder holds an experiment of another definition: choose another with --folder, or delete it.");
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(entry => !IsOwn(System.IO.Path.GetFileName(entry))))
        {
            throw new InvalidDataException($"{path}: the folder holds other things than an experiment: choose another with --folder.");
        }

        Create(path, definition, pruning switch
        {
            null => definition.Pruning,
            false => null,
            true => definition.Pruning ?? PruningSettings.Usual(definition.Settings.Count, definition.Trials.Max(trial => trial.Configuration.MaxEpochs)),
        });
        return Open(path);
    }

    /// <summary>Opens an experiment's folder.</summary>
    /// <exception cref="InvalidDataException">It holds none, or a file in it is damaged.</exception>
    public static ExperimentFolder Open(string path)
    {
        if (!IsThere(path))
        {
            throw new InvalidDataException($"{path}: expected an experiment's folder with {RecordName}, found none: start one with digitlab experiment run FILE.");
        }

        FolderLinks.Refuse(path);
        string file = System.IO.Path.Combine(path, RecordName);
        ExperimentRecord record = TrainingJson.Read<ExperimentRecord>(File.ReadAllText(file), file);
        if (record.Format != Format)
        {
            throw new InvalidDataException($"{file}: expected the format {Format}, got \"{record.Format}\": run the experiment again in another folder.");
        }

        string definitionFile = System.IO.Path.Combine(path, DefinitionName);
        ExperimentDefinition definition = ExperimentDefinition.Parse(File.ReadAllText(definitionFile), definitionFile) with { Name = record.Name };
        if (definition.Trials.Count < record.Trials)   // more were on their way when somebody who added seeds was killed
        {
            throw new InvalidDataException($"{definitionFile}: expected {record.Trials} trials as when the experiment began, got {definition.Trials.Count}: restore the file.");
        }

        return new ExperimentFolder(path, definition, record, [.. definition.Trials.Select(trial => trial with { Configuration = RunFolder.ConfigurationOf(TrialPath(path, trial.Number)) })]);
    }

    /// <summary>A trial's run folder.</summary>
    public string TrialPath(int number) => TrialPath(Path, number);

    /// <summary>A trial's run folder.</summary>
    /// <param name="path">The experiment's folder.</param>
    /// <param name="number">Which trial.</param>
    public static string TrialPath(string path, int number) => System.IO.Path.Combine(path, TrialsName, $"{number:D4}");

    /// <summary>The file with the weights that an experiment's trials start from, if they start from given ones.</summary>
    public static string InitialPathOf(string path) => System.IO.Path.Combine(path, InitialName);

    /// <summary>Keeps a second runner out.</summary>
    /// <param name="path">The experiment's folder; made if it is missing.</param>
    /// <exception cref="ExperimentBusyException">Another runner has it; the message says which.</exception>
    public static IDisposable Take(string path)
    {
        Directory.CreateDirectory(path);
        string runner = System.IO.Path.Combine(path, RunnerName);
        LockFile taken = LockFile.TryTake(System.IO.Path.Combine(path, LockName)) ?? throw new ExperimentBusyException(
            $"{path}: another runner{Whose()} has this experiment: look on with digitlab experiment watch {path}, or end it with digitlab experiment cancel {path}.");
        AtomicFile.WriteText(runner, TrainingJson.Write(TrialProcess.Here()) + "\n");
        File.Delete(System.IO.Path.Combine(path, CancelName));   // of an earlier runner
        return taken;

        string Whose() => File.Exists(runner) && TrainingJson.Read<TrialProcess>(File.ReadAllText(runner), runner) is TrialProcess process
            ? $" (process {process.ProcessId} on {process.Host})"
            : "";
    }

    /// <summary>Asks whoever runs the experiment to stop.</summary>
    public void Cancel() => AtomicFile.WriteText(Of(CancelName), "");

    internal string Of(string name) => System.IO.Path.Combine(Path, name);

    private static void Create(string path, ExperimentDefinition definition, PruningSettings? pruning)
    {
        string? initialWeights = null;
        if (definition.InitialFrom is string from)
        {
            string source = ExperimentSources.One("initialFrom", from);
            foreach ((string model, TrainingConfiguration example) in definition.Trials.GroupBy(trial => trial.Configuration.Model).Select(group => (group.Key, group.First().Configuration)))
            {
                Network network = example.BuildNetwork();
                ModelFile.LoadInto(source, network);   // throws, naming what does not fit
                initialWeights = WeightsHash.Of(network);
            }

            Copy(source, InitialPathOf(path));
        }

        string teachers = CopyTeachers(path, definition);
        foreach (ExperimentTrial trial in definition.Trials)
        {
            WriteTrial(path, trial.Number, trial.Configuration with
            {
                InitialWeights = initialWeights,
                Teacher = trial.Configuration.Teacher is TeacherSettings settings ? settings with { Weights = teachers } : null,
            });
        }

        WriteRecord(path, definition, new ExperimentRecord(
            Format, definition.Name, Guid.NewGuid().ToString("N")[..12], definition.Trials.Count, pruning, definition.InitialFrom, initialWeights, ProgramVersion.Commit));
    }

    // Whether the definition only asks for more seeds. Those of several settings would give the trials that are there other numbers.
    private bool IsBeginningOf(ExperimentDefinition definition) =>
        definition.Settings.Count == 1
        && definition.Seeds.Count > Definition.Seeds.Count
        && definition.Seeds.Take(Definition.Seeds.Count).SequenceEqual(Definition.Seeds)
        && IsSame(ExperimentDefinition.WithSeed(Definition.Text, 1), ExperimentDefinition.WithSeed(definition.Text, 1));

    // The new trials train as those that are there do, also where the recipe has changed since.
    private void Extend(ExperimentDefinition definition)
    {
        foreach (ExperimentTrial trial in definition.Trials.Skip(Trials.Count))
        {
            WriteTrial(Path, trial.Number, Trials[0].Configuration with { Seed = trial.Configuration.Seed });
        }

        WriteRecord(Path, definition, Record with { Trials = definition.Trials.Count });
    }

    private static void WriteTrial(string path, int number, TrainingConfiguration configuration) =>
        AtomicFile.WriteText(System.IO.Path.Combine(TrialPath(path, number), RunFolder.ConfigurationName), configuration.ToJson() + "\n");

    // The record last: where it is, all else is there.
    private static void WriteRecord(string path, ExperimentDefinition definition, ExperimentRecord record)
    {
        AtomicFile.WriteText(System.IO.Path.Combine(path, DefinitionName), definition.Text);
        AtomicFile.WriteText(System.IO.Path.Combine(path, RecordName), TrainingJson.Write(record) + "\n");
    }

    // The experiment keeps its teachers, so it can be had again when theirs is gone.
    private static string CopyTeachers(string path, ExperimentDefinition definition)
    {
        string[] sources = [.. definition.TeachersFrom.SelectMany(from => ExperimentSources.Several("teacher.from", from))];
        var fingerprints = new List<string>();
        for (int i = 0; i < sources.Length; i++)
        {
            fingerprints.Add(WeightsHash.Of(ModelFile.Load(sources[i])));
            Copy(sources[i], TeacherFolder.PathIn(path, i + 1));
        }

        return string.Join(' ', fingerprints);
    }

    private static void Copy(string source, string goal) => AtomicFile.Write(goal, stream =>
    {
        using FileStream file = File.OpenRead(source);
        file.CopyTo(stream);
    });

    // What a runner that was killed while it made the folder leaves behind.
    private static bool IsOwn(string name) => name is LockName or RunnerName or DefinitionName or InitialName or TrialsName or TeacherFolder.Name || name.EndsWith(".tmp", StringComparison.Ordinal);

    private static bool IsSame(string one, string other) =>
        one == other || JsonNode.DeepEquals(DefinitionText.ToNode(one), DefinitionText.ToNode(other));
}
