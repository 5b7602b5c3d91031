using System.Text.Encodings.Web;
using System.Text.Json;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;
using DigitLab.Zoo;

namespace DigitLab.Insight;

/// <summary>From a run's folder to what a report tells of it; the run may still go on.</summary>
public static class RunReader
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };   // for people: no \u002B for a plus

    /// <summary>Reads a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InvalidDataException">The folder holds no run, or one without a finished epoch.</exception>
    public static TrainedRun Read(string folder)
    {
        TrainingConfiguration configuration = RunFolder.ConfigurationOf(folder);
        string best = Path.Combine(folder, RunFolder.BestName), history = Path.Combine(folder, RunFolder.HistoryName);
        string diagnostics = Path.Combine(folder, RunFolder.DiagnosticsName), summary = Path.Combine(folder, RunFolder.SummaryName);
        IReadOnlyList<EpochRecord> epochs = File.Exists(best) && File.Exists(history) ? RunHistory.Load(history) : [];
        if (epochs.Count == 0)
        {
            throw new InvalidDataException($"{folder}: expected a run with at least one epoch behind it, got one without: let it train on first.");
        }

        IReadOnlyList<Diagnostic> health = File.Exists(diagnostics) ? RunDiagnostics.Load(diagnostics) : [];
        int? trainingDigits = File.Exists(summary) ? RunSummary.Load(summary).TrainingDigits : configuration.TrainLimit;
        EpochRecord kept = configuration.KeptOf(epochs)!;
        return new TrainedRun(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            configuration.Dataset,
            trainingDigits ?? DigitSets.SyntheticTrainingCount - configuration.ValidationCount,   // MNIST has as many
            configuration.ValidationCount,
            kept.Epoch,
            epochs.Sum(epoch => epoch.Seconds),
            [.. epochs.Select(epoch => new EpochScore(epoch.Epoch, epoch.TrainingLoss, epoch.TrainingAccuracy, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.LearningRate))],
            SettingsOf(configuration),
            ModelFile.Load(best))
        {
            GradientNorms = Of(health, DiagnosticKind.GradientNorm),
            DeadUnits = Of(health, DiagnosticKind.DeadUnits),
            Initial = InitialOf(configuration),
        };
    }

    private static LayerHealth[] Of(IEnumerable<Diagnostic> diagnostics, DiagnosticKind kind) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Kind == kind).Select(diagnostic => new LayerHealth(diagnostic.Epoch, diagnostic.Part, diagnostic.Value))];

    // The weights that the seed draws; those of a run that started from a file are not known.
    private static Network? InitialOf(TrainingConfiguration configuration)
    {
        if (configuration.InitialWeights is not null || ModelZoo.All.All(model => model.Name != configuration.Model))
        {
            return null;
        }

        Network network = ModelZoo.Find(configuration.Model).Build();
        network.Initialize(configuration.Seed);
        return network;
    }

    private static (string Name, string Value)[] SettingsOf(TrainingConfiguration configuration)
    {
        using JsonDocument json = JsonDocument.Parse(configuration.ToJson());
        return [.. json.RootElement.EnumerateObject().Select(field => (field.Name, JsonSerializer.Serialize(field.Value, Plain)))];
    }
}
