using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Experiments;

/// <summary>Trains a trial again and compares: a result that can be had again can be trusted.</summary>
internal static class Verification
{
    /// <summary>Trains it again in a folder that is gone afterwards.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="number">Which trial; null for the winner's best.</param>
    /// <param name="dataFolder">Where MNIST is; null to look in the usual places.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(ExperimentFolder experiment, int? number, string? dataFolder, int threads)
    {
        TrialRecord trial = Choose(experiment, number);
        string folder = Directory.CreateTempSubdirectory("digitlab-verify-").FullName;
        try
        {
            string again = ExperimentFolder.TrialPath(folder, trial.Number);
            AtomicFile.WriteText(Path.Combine(again, RunFolder.ConfigurationName), trial.Configuration.ToJson() + "\n");
            if (trial.Configuration.InitialWeights is not null)
            {
                File.Copy(ExperimentFolder.InitialPathOf(experiment.Path), ExperimentFolder.InitialPathOf(folder));
            }

            foreach (string teacher in TeacherFolder.PathsIn(experiment.Path))
            {
                string copy = Path.Combine(folder, Path.GetRelativePath(experiment.Path, teacher));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(teacher, copy);
            }

            Console.WriteLine($"Training trial {trial.Number} again ({StatusTable.Describe(experiment, trial)}, {trial.History.Count} {(trial.History.Count == 1 ? "epoch" : "epochs")})…");
            int code = TrialSession.Run(folder, new TrialOrder(trial.Number, trial.History.Count), dataFolder, threads, followsInput: false);
            return code == ExitCode.Success ? Compare(experiment, trial, again) : code;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TrialRecord Choose(ExperimentFolder experiment, int? number)
    {
        IReadOnlyList<TrialRecord> trials = new ExperimentReader(experiment).Read();
        int chosen = number ?? ExperimentTable.Of(experiment, ExperimentStatus.Of(experiment, trials)).Winner?.BestTrial
            ?? throw new InvalidDataException($"{experiment.Path}: there is no winner yet: name a trial with --trial.");
        if (chosen < 1 || chosen > trials.Count)
        {
            throw new UsageException($"--trial {chosen}: expected 1 to {trials.Count}.");
        }

        return trials[chosen - 1].History.Count > 0
            ? trials[chosen - 1]
            : throw new InvalidDataException($"{experiment.TrialPath(chosen)}: the trial has no epoch to compare yet: name another with --trial.");
    }

    private static int Compare(ExperimentFolder experiment, TrialRecord trial, string again)
    {
        string first = experiment.TrialPath(trial.Number);
        string? different = RunFolder.FirstDifference(first, again);
        if (different is null)
        {
            Console.WriteLine($"The same bits: {trial.History.Count} epochs' scores, the last and the best weights (SHA-256 {WeightsHash.Of(ModelFile.Load(Path.Combine(again, RunFolder.BestName)))}).");
            return ExitCode.Success;
        }

        string commits = trial.Summary?.Commit is string commit && commit != ProgramVersion.Commit
            ? $"it was trained by commit {commit}, and this is {ProgramVersion.Commit}: build that one"
            : "are the data the same? See data in the model files";
        Console.Error.WriteLine($"digitlab: trial {trial.Number} came out otherwise: {different}; {commits}.");
        return ExitCode.Failure;
    }
}
