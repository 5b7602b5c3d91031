using System.Text.Json;
using System.Text.Json.Nodes;
using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>What an experiment is: a base configuration, a grid over it, seeds, the score that chooses. Read from <c>experiments/NAME.json</c>.</summary>
public sealed record ExperimentDefinition
{
    private const int MostTrials = 100_000;

    private ExperimentDefinition()
    {
    }

    /// <summary>The file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>A line about it; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>The file's content.</summary>
    public required string Text { get; init; }

    /// <summary>The grid's combinations.</summary>
    public required IReadOnlyList<ExperimentSetting> Settings { get; init; }

    /// <summary>The seeds that each setting is trained with.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>All trials.</summary>
    public required IReadOnlyList<ExperimentTrial> Trials { get; init; }

    /// <summary>What epochs and settings are chosen by; of validation.</summary>
    public required MonitoredScore Score { get; init; }

    /// <summary>A model file, or <c>best of FOLDER</c> for an experiment's winner; null to draw first weights from the seed.</summary>
    public required string? InitialFrom { get; init; }

    /// <summary>Where the networks are that teach, as <see cref="InitialFrom"/> names them; <c>all of FOLDER</c> for all of an experiment. Empty for none.</summary>
    public required IReadOnlyList<string> TeachersFrom { get; init; }

    /// <summary>How hopeless settings are stopped; null to train all to the end.</summary>
    public required PruningSettings? Pruning { get; init; }

    /// <summary>Which networks read the test digits.</summary>
    public required TestReading Test { get; init; }

    /// <summary>How all networks of the experiment vote together; null if it is no ensemble.</summary>
    public required EnsembleSettings? Ensemble { get; init; }

    /// <summary>The accuracy on the test digits, in percent, that the winner is to reach; null if none was set.</summary>
    public required double? Aim { get; init; }

    /// <summary>What others reached; null if nobody published it.</summary>
    public required PublishedResult? Published { get; init; }

    /// <summary>The digits that all trials learn from: <see cref="DigitSets.Mnist"/> or <see cref="DigitSets.Synthetic"/>.</summary>
    public string Dataset => Trials[0].Configuration.Dataset;

    /// <summary>Reads a definition file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is no definition; the message names file and place.</exception>
    public static ExperimentDefinition Load(string path) => File.Exists(path)
        ? Parse(File.ReadAllText(path), path)
        : throw new FileNotFoundException($"{path}: there is no such definition: expected a file such as experiments/NAME.json.", path);

    /// <summary>Reads a definition.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="name">What to call it in an error; the experiment is called so too, without folder and ending.</param>
    /// <exception cref="InvalidDataException">It is none; the message names the place.</exception>
    public static ExperimentDefinition Parse(string json, string name) =>
        DefinitionText.Parse(json, name, node => Read(node, json, Path.GetFileNameWithoutExtension(name)));

    /// <summary>A definition's text with another list of seeds; all else, comments apart, as it is.</summary>
    /// <exception cref="InvalidDataException">It is no definition.</exception>
    public static string WithSeed(string json, ulong seed)
    {
        if (DefinitionText.ToNode(json) is not JsonObject root)
        {
            throw new InvalidDataException("A definition: expected an object.");
        }

        root["seeds"] = new JsonArray(seed);
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static ExperimentDefinition Read(JsonNode? node, string json, string name)
    {
        if (node is not JsonObject root)
        {
            throw JsonShape.Refusal("line 1", "expected an object { \"base\": { \"model\": … }, \"grid\": { … } }");
        }

        if (EnsembleDefinition.IsIn(root))
        {
            throw JsonShape.Refusal(EnsembleDefinition.Key, "here networks of other experiments vote, and none is trained: digitlab ensemble train takes it");
        }

        if (root["base"] is null)
        {
            throw JsonShape.Refusal("base", "expected the configuration that all trials share: \"base\": { \"model\": \"lenet5\" }");
        }

        var document = (DefinitionDocument)JsonShape.Read(root, typeof(DefinitionDocument), "")!;
        if (document.Score == MonitoredScore.TrainingLoss)
        {
            throw JsonShape.Refusal("score", "expected a score of validation, got \"trainingLoss\": settings chosen by it are those that memorize best");
        }

        PlacedValue[] common = [.. document.Base.Select(each => ConfigurationComposer.Understand(new PlacedValue(each.Key, each.Value, $"base.{each.Key}")))];
        var points = ParameterGrid.Expand(document.Grid);
        ulong[] seeds = ReadSeeds(document.Seeds);
        if ((long)points.Count * seeds.Length > MostTrials)
        {
            throw JsonShape.Refusal("grid", $"expected at most {MostTrials:N0} trials, got {points.Count:N0} settings with {seeds.Length:N0} seeds each");
        }

        if (document.Teacher is { From.Count: 0 })
        {
            throw JsonShape.Refusal("teacher.from", "expected at least one network: a model file, \"best of FOLDER\" or \"all of FOLDER\"");
        }

        TrainingConfiguration[] configurations = [.. points.Select((point, index) => Taught(Compose(common, point, index + 1, document.Score), document.Teacher))];
        return new ExperimentDefinition
        {
            Name = name,
            Description = document.Description ?? "",
            Text = json,
            Settings = [.. points.Select((point, index) => new ExperimentSetting(index + 1, point.ToDictionary(value => value.Key, value => Short(value.Value))))],
            Seeds = seeds,
            Trials =
            [
                .. configurations.SelectMany((configuration, setting) => seeds.Select((seed, index) => new ExperimentTrial(
                    (setting * seeds.Length) + index + 1, setting + 1, configuration with { Seed = seed }))),
            ],
            Score = document.Score,
            InitialFrom = document.InitialFrom,
            TeachersFrom = document.Teacher?.From ?? [],
            Pruning = ReadPruning(document.Pruning, points.Count, configurations.Max(configuration => configuration.MaxEpochs)),
            Test = document.Test,
            Ensemble = document.Ensemble is JsonNode ensemble ? (EnsembleSettings)JsonShape.Read(ensemble, typeof(EnsembleSettings), "ensemble")! : null,
            Aim = DefinitionText.CheckedAim(document.Aim),
            Published = document.Published,
        };
    }

    private static TrainingConfiguration Compose(PlacedValue[] common, IReadOnlyList<PlacedValue> point, int number, MonitoredScore score)
    {
        TrainingConfiguration configuration = ConfigurationComposer.Compose(
            [.. common, .. point.Select(ConfigurationComposer.Understand)], $"grid, setting {number} ({string.Join(", ", point.Select(value => $"{value.Key}={Short(value.Value)}"))})");
        if (configuration.ValidationCount == 0)
        {
            throw JsonShape.Refusal("base.validationCount", "expected digits to choose by, got 0");
        }

        if (configuration.Dataset is not (DigitSets.Mnist or DigitSets.Synthetic))
        {
            throw JsonShape.Refusal("base.dataset", $"expected \"{DigitSets.Mnist}\" or \"{DigitSets.Synthetic}\", got \"{configuration.Dataset}\"");
        }

        return configuration with { Monitor = score };
    }

    private static TrainingConfiguration Taught(TrainingConfiguration configuration, TeacherDocument? teacher)
    {
        try
        {
            return teacher is null ? configuration : (configuration with { Teacher = new TeacherSettings(teacher.Temperature, teacher.Share) { Reads = teacher.Reads } }).Checked();
        }
        catch (ArgumentException exception)
        {
            throw JsonShape.Refusal("teacher", exception.Message);
        }
    }

    // A list of seeds, or how many: 5 for 1 to 5.
    private static ulong[] ReadSeeds(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return [1];
            case JsonValue:
                int count = (int)JsonShape.Read(node, typeof(int), "seeds")!;
                return count is >= 1 and <= MostTrials
                    ? [.. Enumerable.Range(1, count).Select(seed => (ulong)seed)]
                    : throw JsonShape.Refusal("seeds", $"expected 1 to {MostTrials:N0} seeds, got {count}");
            case JsonArray { Count: > 0 } list:
                ulong[] seeds = [.. list.Select((each, index) => (ulong)JsonShape.Read(each, typeof(ulong), $"seeds[{index}]")!)];
                int twice = Array.FindIndex(seeds, seed => Array.IndexOf(seeds, seed) != Array.LastIndexOf(seeds, seed));
                return twice < 0 ? seeds : throw JsonShape.Refusal($"seeds[{Array.LastIndexOf(seeds, seeds[twice])}]", $"{seeds[twice]} stands there already: the same seed gives the same bits");
            default:
                throw JsonShape.Refusal("seeds", $"expected a list of seeds, or how many, got {JsonShape.Show(node)}");
        }
    }

    private static PruningSettings? ReadPruning(JsonNode? node, int settings, int epochs) => node switch
    {
        null => PruningSettings.IsUsualFor(settings) ? PruningSettings.Usual(settings, epochs) : null,
        JsonValue => (bool)JsonShape.Read(node, typeof(bool), "pruning")! ? PruningSettings.Usual(settings, epochs) : null,
        _ => (PruningSettings)JsonShape.Read(node, typeof(PruningSettings), "pruning")!,
    };

    private static string Short(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? bare) ? bare : JsonShape.Show(value);
}
