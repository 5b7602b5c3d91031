using System.CommandLine;
using DigitLab.Data;
using DigitLab.Training;

namespace DigitLab.Cli.Options;

/// <summary>The options of every command that trains.</summary>
internal sealed class TrainingOptions
{
    private const int UsualPatience = 3;

    private readonly Option<RecipeKind?> _recipe = new("--recipe") { Description = "Where settings come from that are not given: digitlab (ours), published (its authors'), or quick (five epochs, no augmentation)." };
    private readonly Option<SplitKind?> _split = new("--split") { Description = "Which training digits are held back: the last, random ones, random ones with equal shares of each digit (stratified), or all of some writers (needs digitlab data download --writers)." };
    private readonly Option<int?> _epochs = new("--max-epochs", "-e") { Description = "Epochs to train, unless something ends the run before.", HelpName = "N" };
    private readonly Option<int?> _batchSize = new("--batch-size", "-b") { Description = "Digits in a batch.", HelpName = "N" };
    private readonly Option<double?> _learningRate = new("--learning-rate") { Description = "The rate that the schedule scales.", HelpName = "RATE" };
    private readonly Option<string?> _schedule = new("--schedule") { Description = $"One of {ScheduleParser.Forms}.", HelpName = "FORM" };
    private readonly Option<double?> _averageDecay = new("--average-decay") { Description = "Evaluate and save a moving average of the weights that keeps so much of itself each step, such as 0.999.", HelpName = "DECAY" };
    private readonly Option<KeptEpoch?> _keep = new("--keep") { Description = "Which epoch's weights are kept and tested: the best on the validation digits, or the last, as our recipes do, whose rate falls to nothing." };
    private readonly Option<NormalizationKind?> _normalization = new("--normalization") { Description = "How pixels become numbers." };
    private readonly Option<string?> _augment = CommonOptions.Augment($"How training digits are changed each time they are seen: none, or a list of {AugmentationParser.Forms}.");
    private readonly Option<int?> _limit = new("--train-limit", "-n") { Description = "Learn from so many digits at most.", HelpName = "N" };
    private readonly Option<int?> _validation = new("--validation") { Description = "Training digits held back to choose by; 0 for none.", HelpName = "N" };
    private readonly Option<bool> _bagging = new("--bagging") { Description = "Learn from as many digits, drawn with repetition by the seed: for networks that are to vote." };
    private readonly Option<int?> _rendered = new("--rendered") { Description = "Render so many digits as photos, scans and drawings show them, and learn from them too.", HelpName = "N" };
    private readonly Option<ulong?> _seed = new("--seed", "-d") { Description = "The seed of everything random: the same seed, the same bits.", HelpName = "SEED" };
    private readonly Option<string?> _load = new("--load-model", "-l") { Description = "Start from the weights of a model file.", HelpName = "FILE" };
    private readonly Option<string?> _save = new("--save-model", "-s") { Description = "Save the kept weights to a model file.", HelpName = "FILE" };
    private readonly Option<string?> _run = new("--run") { Description = "The run's folder; a new one under runs/ if not given.", HelpName = "FOLDER" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run in the folder of --run, with its settings." };
    private readonly Option<bool> _tensorBoard = new("--tensorboard") { Description = "Also write event files for TensorBoard into the run's folder." };
    private readonly Option<int?> _snapshots = new("--snapshots") { Description = "Keep the weights every so many batches: how filters grow (digitlab filters --growth).", HelpName = "BATCHES" };
    private readonly Option<bool> _follow = new(TrialCommand.FollowOption) { Description = "Stop, saved, when the input ends: for programs that start trainings.", Hidden = true };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly DigitOptions _digits = new();
    private readonly OptimizerOptions _optimizer = new();
    private readonly LossOptions _loss = new();
    private readonly VariantOptions _variant = new();
    private readonly TeacherOptions _teacher = new();

    private readonly Option<int?> _patience = new("--early-stopping", "-x")
    {
        Description = $"End the run after so many epochs without a better score ({UsualPatience} if no number is given).",
        HelpName = "EPOCHS",
        Arity = ArgumentArity.ZeroOrOne,
    };

    // What decides a run's bits, and so cannot change when it is resumed.
    private Option[] Settings =>
    [
        _recipe, _epochs, _batchSize, _learningRate, _schedule, .. _optimizer.All, .. _loss.All, .. _variant.All, .. _teacher.All, _averageDecay, _keep, _normalization, _augment, _patience,
        _limit, _validation, _split, _bagging, _rendered, _seed,
    ];

    /// <summary>Adds all of them to a command.</summary>
    internal void AddTo(Command command)
    {
        Option[] all =
        [
            .. Settings, _load, _save, _run, _resume, _tensorBoard, _snapshots, _threads, _follow, _json, _verbose,
        ];
        foreach (Option option in all)
        {
            command.Add(option);
        }

        _digits.AddTo(command);
    }

    /// <summary>Whether errors come with their origin.</summary>
    internal bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);

    /// <summary>What the user wants, on top of the network's own recipe.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The network; null to take the resumed run's.</param>
    /// <param name="defaultLimit">Digits to learn from where the user gives no number; null for all.</param>
    /// <param name="defaultRecipe">Where settings come from unless the user says.</param>
    /// <exception cref="UsageException">Two options contradict each other.</exception>
    internal TrainingRequest Read(ParseResult parsed, string? model, int? defaultLimit = null, RecipeKind defaultRecipe = RecipeKind.Digitlab)
    {
        string? run = parsed.GetValue(_run);
        bool isResumed = parsed.GetValue(_resume);
        TrainingConfiguration configuration;
        if (isResumed)
        {
            configuration = RunFolder.ConfigurationOf(run ?? throw new UsageException("--resume needs --run FOLDER: name the run to go on with."));
            RefuseSettings(parsed);
            if (model is not null && model != configuration.Model)
            {
                throw new UsageException($"{run}: expected a run of {model}, got one of {configuration.Model}: name the model that the run trains.");
            }
        }
        else
        {
            configuration = Configure(parsed, model ?? throw new UsageException("Which model? Name one of those that digitlab models lists."), defaultLimit, parsed.GetValue(_recipe) ?? defaultRecipe);
        }

        return new TrainingRequest(
            configuration,
            _digits.Read(parsed),
            run ?? $"runs/{configuration.Model}-{DateTime.Now:yyyyMMdd-HHmmss}",
            isResumed,
            parsed.GetValue(_load),
            parsed.GetValue(_save),
            CommonOptions.ReadThreads(parsed, _threads),
            parsed.GetValue(_json),
            parsed.GetValue(_tensorBoard),
            ReadSnapshots(parsed),
            parsed.GetValue(_verbose),
            FollowsInput: parsed.GetValue(_follow))
        {
            TeacherPaths = _teacher.Paths(parsed),
        };
    }

    private int? ReadSnapshots(ParseResult parsed) => parsed.GetValue(_snapshots) is int interval and < 1
        ? throw new UsageException($"--snapshots {interval}: expected at least 1 batch from one to the next.")
        : parsed.GetValue(_snapshots);

    private TrainingConfiguration Configure(ParseResult parsed, string model, int? defaultLimit, RecipeKind kind)
    {
        int? limit = parsed.GetValue(_limit) ?? defaultLimit;
        TrainingConfiguration recipe = ZooRecipes.Find(model, kind, limit);
        return (recipe with
        {
            MaxEpochs = parsed.GetValue(_epochs) ?? recipe.MaxEpochs,
            BatchSize = parsed.GetValue(_batchSize) ?? recipe.BatchSize,
            LearningRate = RateOf(parsed, recipe),
            Optimizer = _optimizer.Read(parsed, recipe.Optimizer),
            Loss = _loss.Read(parsed, recipe.Loss),
            Teacher = _teacher.Read(parsed),
            Variant = _variant.Read(parsed) ?? recipe.Variant,
            AverageDecay = parsed.GetValue(_averageDecay) ?? recipe.AverageDecay,
            Keep = parsed.GetValue(_keep) ?? recipe.Keep,
            Schedule = parsed.GetValue(_schedule) is string form ? ScheduleParser.Parse(form) : recipe.Schedule,
            Normalization = parsed.GetValue(_normalization) ?? recipe.Normalization,
            Augmentation = parsed.GetValue(_augment) is string list ? AugmentationParser.Parse(list) : recipe.Augmentation,
            Patience = parsed.GetResult(_patience) is null ? recipe.Patience : parsed.GetValue(_patience) ?? UsualPatience,
            TrainLimit = limit,
            ValidationCount = parsed.GetValue(_validation) ?? recipe.ValidationCount,
            IsBagged = parsed.GetValue(_bagging) || recipe.IsBagged,
            RenderedCount = parsed.GetValue(_rendered) ?? recipe.RenderedCount,
            Split = parsed.GetValue(_split) ?? recipe.Split,
            Seed = parsed.GetValue(_seed) ?? recipe.Seed,
        }).Checked();
    }

    // A rate that suits one optimizer does not suit another.
    private double RateOf(ParseResult parsed, TrainingConfiguration recipe) =>
        parsed.GetValue(_learningRate) ?? _optimizer.ChosenRate(parsed) ?? recipe.LearningRate;

    private void RefuseSettings(ParseResult parsed)
    {
        if (Settings.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is Option given)
        {
            throw new UsageException($"{given.Name} does not go with --resume: a run goes on with its own settings.");
        }
    }
}
