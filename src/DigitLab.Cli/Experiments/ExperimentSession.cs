using System.Diagnostics;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Experiments;

/// <summary>One experiment from the command line: folder, trials, choice, test, tables.</summary>
internal sealed class ExperimentSession
{
    private static readonly TimeSpan FollowUpPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FollowUpPatience = SlurmExecutor.LongestPause * 2;

    private readonly ExperimentRequest _request;
    private readonly string _path;
    private readonly ExperimentDefinition? _definition;

    private ExperimentSession(ExperimentRequest request)
    {
        _request = request;
        bool isFolder = ExperimentFolder.IsThere(request.Source);
        if (isFolder && request.Seed is not null)
        {
            throw new UsageException($"--seed {request.Seed} goes with a definition: {request.Source} is an experiment that has begun, with its own seeds.");
        }

        _definition = isFolder ? null : ExperimentDefinition.Load(request.Source);
        if (request.Seed is ulong seed)
        {
            _definition = ExperimentDefinition.Parse(ExperimentDefinition.WithSeed(_definition!.Text, seed), request.Source);
        }

        _path = request.Folder ?? (isFolder ? request.Source : ExperimentFolder.PathOf(request.Source, request.Seed));
    }

    /// <summary>Runs what was asked for, as far as it gets.</summary>
    /// <returns>The exit code.</returns>
    internal static Task<int> RunAsync(ExperimentRequest request)
    {
        var session = new ExperimentSession(request);
        return request.IsDryRun ? Task.FromResult(session.DryRun()) : session.RunAsync();
    }

    private int DryRun()
    {
        ExperimentDefinition definition = _definition ?? ExperimentFolder.Open(_path).Definition;
        Console.WriteLine($"{definition.Name}: {definition.Settings.Count:N0} settings with {definition.Seeds.Count} {(definition.Seeds.Count == 1 ? "seed" : "seeds")} each, {definition.Trials.Count:N0} trials; folder {_path}");
        foreach (ExperimentTrial trial in definition.Trials)
        {
            Console.WriteLine($"Trial {trial.Number}: {definition.Settings[trial.Setting - 1]}, seed {trial.Configuration.Seed}, {trial.Configuration.Model}, up to {trial.Configuration.MaxEpochs} epochs");
        }

        Console.WriteLine(definition.Pruning is PruningSettings pruning && _request.IsPruned != false
            ? $"Pruned: one setting in {pruning.Factor} goes on after epoch {pruning.MinEpochs}, and again each time that epochs have multiplied by {pruning.Factor}."
            : "Not pruned: all settings train to the end.");
        return ExitCode.Success;
    }

    private async Task<int> RunAsync()
    {
        if (_request.IsFollowUp && ExperimentFolder.Open(_path).IsCancelled)
        {
            return ExitCode.Success;
        }

        using IDisposable taken = await TakeAsync();
        ExperimentFolder folder = _definition is null ? ExperimentFolder.Open(_path) : ExperimentFolder.OpenOrCreate(_path, _definition, _request.IsPruned);
        RequireData(folder.Definition.Dataset);
        using var interruption = new Interruption();
        await using ITrialExecutor executor = Executor(folder);
        var sequence = _request.IsShuffled ? TrialSequence.Random(folder.Trials.Count) : TrialSequence.Grid;
        var view = new ExperimentView(folder, () => executor.Notice, () => Math.Max(1, executor.UnderWay.Count));
        ExperimentStatus status = await view.RunAsync(async show =>
        {
            var runner = new ExperimentRunner(folder, executor, sequence, show);
            if (!_request.IsFollowUp)
            {
                runner.Retry();
            }

            ExperimentStatus last = await runner.RunAsync(_request.IsDetached || _request.IsFollowUp, interruption.Token);
            return last.IsOver ? runner.ReadTest(last, TestDigits(folder.Definition.Dataset), Workers.Shared) : last;
        });
        if (folder.IsCancelled && _request.Executor == ExecutorKind.Slurm)
        {
            await SlurmExecutor.CancelAsync(folder, interruption.Token);   // what was submitted while it was being cancelled
        }

        return Conclude(folder, status, executor);
    }

    // A runner that is there sees within a while that an array has ended; until then it might be killed, with nobody left to go on.
    private async Task<IDisposable> TakeAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return ExperimentFolder.Take(_path);
            }
            catch (ExperimentBusyException) when (_request.IsFollowUp && clock.Elapsed < FollowUpPatience)
            {
                await Task.Delay(FollowUpPause);
            }
        }
    }

    private static int Conclude(ExperimentFolder folder, ExperimentStatus status, ITrialExecutor executor)
    {
        ExperimentTable table = ExperimentFiles.Save(folder, status);
        if (folder.IsCancelled)
        {
            Console.Error.WriteLine($"Cancelled. To go on: digitlab experiment run {folder.Path}");
            return ExitCode.Interrupted;
        }

        if (!status.IsOver && executor.UnderWay.Count > 0)
        {
            Console.WriteLine($"{executor.UnderWay.Count:N0} trials are in Slurm's hand and go on by themselves: look on with digitlab experiment watch {folder.Path}");
            return ExitCode.Success;
        }

        TableText.Write(table);
        if (status.IsOver)
        {
            return ExitCode.Success;
        }

        TrialRecord[] failed = [.. status.Trials.Where(trial => trial.Failure is { IsFinal: false })];
        Console.Error.WriteLine(
            $"digitlab: {failed.Length} of {status.Trials.Count} trials failed, the first with: {failed.FirstOrDefault()?.Failure?.Sentence} "
            + $"Mend it and give the same command again; see {TrialFolder.LogPath(folder.TrialPath(failed.FirstOrDefault()?.Number ?? 1))}.");
        return ExitCode.Failure;
    }

    private ITrialExecutor Executor(ExperimentFolder folder)
    {
        int cores = Environment.ProcessorCount;
        if (_request.Executor == ExecutorKind.Slurm)
        {
            string[] options = [.. Data(), .. _request.Threads is int own ? ["--threads", $"{own}"] : Array.Empty<string>()];
            string[] slurm = [.. _request.SlurmOptions.SelectMany(list => (string[])["--slurm", list])];
            string[] parallel = _request.Parallel is int most ? ["--parallel", $"{most}"] : [];
            return new SlurmExecutor(
                folder,
                new TrialCommand(ThisProgram.Command, options),
                [.. ThisProgram.Command, "experiment", "run", Path.GetFullPath(folder.Path), "--executor", "slurm", "--follow-up", .. slurm, .. parallel, .. options],
                SlurmSettings.Parse(_request.SlurmOptions, _request.Parallel));
        }

        int places = Math.Min(_request.Parallel ?? cores, folder.Trials.Count), threads = _request.Threads ?? Math.Max(1, cores / places);
        return new LocalExecutor(folder, new TrialCommand(ThisProgram.Command, [.. Data(), "--threads", $"{threads}"]), places);

        string[] Data() => _request.DataFolder is string data ? ["--data", Path.GetFullPath(data)] : [];
    }

    // Before the first trial, not in each of them.
    private void RequireData(string dataset)
    {
        if (dataset == DigitSets.Mnist && MnistLocator.Find(_request.DataFolder) is null)
        {
            throw new FileNotFoundException("MNIST was not found: run `digitlab data download`, or name its folder with --data; experiments never take other digits instead.");
        }
    }

    private DigitDataset TestDigits(string dataset)
    {
        var digits = DigitRequest.For(dataset, _request.DataFolder);
        return DigitSets.FindTest(digits.Choice, digits.Folder);
    }
}
