using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Cli.Rendering;
using DigitLab.Cli.Testing;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;
using Spectre.Console;

namespace DigitLab.Cli;

/// <summary>One training from the command line: digits, network, run folder, progress, test, last line.</summary>
internal sealed class TrainingSession
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    private readonly TrainingRequest _request;
    private readonly DigitSets _digits;
    private readonly Network _network;
    private readonly TrainingConfiguration _configuration;
    private readonly TrainingData _data;

    private TrainingSession(TrainingRequest request)
    {
        _request = request;
        _network = request.Configuration.BuildNetwork();
        _network.Initialize(request.Configuration.Seed);
        if (request.SavePath is not null)
        {
            AtomicFile.CheckWritable(request.SavePath);   // before the training, not after it
        }

        if (request.LoadPath is not null)
        {
            ModelFile.LoadInto(request.LoadPath, _network);
        }

        // Where a run was, the digits must be the same again, whatever can be found by now.
        DigitRequest digits = request.IsResumed ? DigitRequest.For(request.Configuration.Dataset, request.Digits.Folder) : request.Digits;
        _digits = FoundDigits.For(digits, request.IsJson, DigitsNeeded(request.Configuration));
        IReadOnlyList<TestedModel> teachers = TestedModel.LoadAll(request.TeacherPaths);
        _configuration = request.IsResumed ? request.Configuration : Complete(request, _digits, _network, teachers);
        TrainingData data = TrainingData.Prepare(_configuration, _digits, (count, seed, written) => RenderedSigns.Digits(count, seed, 0, written, request.Threads));
        _data = _configuration.Teacher switch
        {
            null => data,
            { Reads: TeacherReading.Augmented } settings => data with { Teachers = Present(request, settings, teachers) },
            var settings => data with { Targets = Taught(request, settings, teachers, data) },
        };
    }

    /// <summary>Trains what was asked for, and tests it.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(TrainingRequest request) => new TrainingSession(request).Run();

    // Made digits are made in the number that is asked for; MNIST's are there.
    private static int DigitsNeeded(TrainingConfiguration configuration) => configuration.TrainLimit is int limit
        ? (int)Math.Min(DigitSets.SyntheticTrainingCount, (long)limit + configuration.ValidationCount)
        : DigitSets.SyntheticTrainingCount;

    // What only the digits and the weights tell.
    private static TrainingConfiguration Complete(TrainingRequest request, DigitSets digits, Network network, IReadOnlyList<TestedModel> teachers) => request.Configuration with
    {
        Teacher = request.Configuration.Teacher is TeacherSettings teacher ? teacher with { Weights = Fingerprints(teachers) } : null,
        Dataset = digits.Name,
        InitialWeights = request.LoadPath is null ? null : WeightsHash.Of(network),
    };

    private static string Fingerprints(IReadOnlyList<TestedModel> teachers) => string.Join(' ', teachers.Select(teacher => WeightsHash.Of(teacher.Network)));

    // A run that was begun has what its teachers said in its folder, and needs them no more.
    private static SoftTargets Taught(TrainingRequest request, TeacherSettings settings, IReadOnlyList<TestedModel> teachers, TrainingData data)
    {
        string saved = Path.Combine(request.RunPath, RunFolder.TargetsName);
        if (request.IsResumed && File.Exists(saved))
        {
            return SoftTargets.Load(saved);
        }

        if (teachers.Count == 0 || Fingerprints(teachers) != settings.Weights && request.IsResumed)
        {
            throw new InvalidDataException($"{saved}: expected what the run's teachers said, found none, nor the same teachers: start the run anew in another folder.");
        }

        using var workers = new Workers(request.Threads);
        return SoftTargets.Of([.. teachers.Select(teacher => teacher.Network)], data.Training, settings.Temperature, workers);
    }

    // Teachers that read beside the training are kept in its folder; a trial's are in its experiment's.
    private static Network[] Present(TrainingRequest request, TeacherSettings settings, IReadOnlyList<TestedModel> teachers)
    {
        teachers = request.IsResumed && teachers.Count == 0 ? TestedModel.LoadAll(TeacherFolder.PathsIn(request.RunPath)) : teachers;
        return !request.IsResumed || Fingerprints(teachers) == settings.Weights
            ? [.. teachers.Select(teacher => teacher.Network)]
            : throw new InvalidDataException($"{request.RunPath}: expected the teachers that the run began with, found {(teachers.Count == 0 ? "none" : "others")}: start the run anew in another folder.");
    }

    private int Run()
    {
        using var folder = RunFolder.Open(_request.RunPath, _configuration, _request.IsResumed);
        _data.Targets?.Save(Path.Combine(folder.Path, RunFolder.TargetsName));
        if (_request.Trial is null && !_request.IsResumed)
        {
            TeacherFolder.Save(folder.Path, _data.Teachers);
        }

        using var workers = new Workers(_request.Threads);
        if (!_request.IsJson && _request.Trial is null)
        {
            Announce(workers);
        }

        foreach (string oddity in TrainingOddities.Of(_configuration, _data))
        {
            (_request.Trial?.Log ?? (_request.IsJson ? Console.Error : Console.Out)).WriteLine($"Note: {oddity}");
        }

        (Trainer trainer, StopReason reason) = Train(folder, workers);
        if (reason == StopReason.Interrupted)
        {
            Console.Error.WriteLine(
                $"Stopped in epoch {trainer.Progress.Epoch + 1} of {_configuration.MaxEpochs}, and saved. To go on: digitlab train --resume --run {_request.RunPath}");
            return ExitCode.Interrupted;
        }

        if (reason != StopReason.Paused)
        {
            Conclude(folder, trainer, reason);
        }

        return ExitCode.Success;
    }

    private void Announce(Workers workers)
    {
        Console.WriteLine(
            $"{_network.Name}: {_network.ParameterCount:N0} parameters; {_data.Training.Count:N0} digits to learn from, {_data.Validation.Count:N0} to choose by; "
            + (_configuration.Augmentation is AugmentationSettings augmentation ? $"augmented by {augmentation}; " : "")
            + (_configuration.Teacher is not null ? $"taught by {_configuration.Teacher.Weights.Split(' ').Length}; " : "")
            + (_configuration.Recipe is RecipeKind recipe ? $"recipe {recipe.ToString().ToLowerInvariant()}, " : "")
            + $"seed {_configuration.Seed}, {workers.Threads} {(workers.Threads == 1 ? "thread" : "threads")}, {VectorWidth.Name}; run folder {_request.RunPath}");
        if (_request.IsVerbose)
        {
            ModelTables.WriteLayers(AnsiConsole.Console, _network);
            Console.WriteLine(_configuration.ToJson());
        }
    }

    private (Trainer Trainer, StopReason Reason) Train(RunFolder folder, Workers workers)
    {
        using var interruption = new Interruption();
        using EndOfInput? end = _request.FollowsInput ? new EndOfInput() : null;
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            interruption.Token, _request.Trial?.Cancellation ?? CancellationToken.None, end?.Token ?? CancellationToken.None);
        if (_request.Trial is TrialTerms trial)
        {
            return Train(folder, workers, new LineProgress(trial.Log), any.Token);
        }

        if (_request.IsJson)
        {
            return Train(folder, workers, new LineProgress(TextWriter.Null), any.Token);
        }

        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            return Train(folder, workers, new LineProgress(Console.Out), any.Token);
        }

        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new RemainingTimeColumn())
            .Start(bars => Train(folder, workers, new BarProgress(bars), any.Token));
    }

    private (Trainer Trainer, StopReason Reason) Train(
        RunFolder folder, Workers workers, TrainingHook display, CancellationToken cancellation)
    {
        using TensorBoardWriter? tensorBoard = _request.HasTensorBoard ? new TensorBoardWriter(folder.Path) : null;
        List<TrainingHook> hooks = [display, new DiagnosticsWriter(folder), new CheckpointWriter(folder, CheckpointInterval)];
        if (tensorBoard is not null)
        {
            hooks.Add(tensorBoard);
        }

        if (_request.SnapshotInterval is int interval)
        {
            hooks.Add(new SnapshotWriter(folder, interval));
        }

        if (_configuration.Patience is int patience)
        {
            hooks.Add(new EarlyStopping(patience));
        }

        hooks.AddRange(_request.Trial?.Hooks ?? []);
        var trainer = new Trainer(_configuration, _network, _data, workers, hooks);
        folder.Restore(trainer);
        return (trainer, trainer.Run(cancellation));
    }

    // The test set is looked at here, once, with the weights that were kept; a trial leaves that to its experiment.
    private void Conclude(RunFolder folder, Trainer trainer, StopReason reason)
    {
        ModelFile.LoadInto(folder.BestPath, _network);
        var evaluator = new Evaluator(_network, trainer.Workers);
        Evaluation? validation = _data.Validation.Count > 0 ? evaluator.Evaluate(_data.Validation) : null;
        Evaluation? test = _request.Trial is null ? evaluator.Evaluate(_digits.Test) : null;
        if (test is not null)
        {
            TestReadings.Add(folder.Path, "train", WeightsHash.Of(_network), test.Errors.Count, test.Count);
        }

        if (_request.SavePath is not null)
        {
            using FileStream best = File.OpenRead(folder.BestPath);
            AtomicFile.Write(_request.SavePath, best.CopyTo);
        }

        RunSummary summary = RunSummary.Of(trainer, reason, _network, test, validation);
        folder.SaveSummary(summary);
        if (test is null)
        {
            return;
        }

        if (_request.IsJson)
        {
            Console.WriteLine(summary.ToJson());
            return;
        }

        if (_request.IsVerbose)
        {
            EvaluationTables.Write(AnsiConsole.Console, test);
            Console.WriteLine($"Weights of epoch {summary.BestEpoch}, SHA-256 {summary.WeightsSha256}");
        }

        Console.WriteLine($"Test {test}");
    }
}
