using System.Text.Json;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The one file from which a run resumes: weights, the optimizer's memory, and where the run stands.</summary>
/// <remarks>A safetensors file whose texts hold the configuration, the progress and the optimizer's step count.</remarks>
public static class Checkpoint
{
    private const string Format = "digitlab-checkpoint/1";
    private const string Weights = "weights/";
    private const string Memory = "optimizer/";

    /// <summary>Saves where a run stands, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Save(string path, Trainer trainer)
    {
        IEnumerable<SafetensorsEntry> weights =
            trainer.Network.Parameters.Select(named => new SafetensorsEntry(Weights + named.Name, named.Parameter.Value));
        IEnumerable<SafetensorsEntry> memory = trainer.Optimizer.State.Select(state => new SafetensorsEntry(Memory + state.Name, state.Value));
        var texts = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["configuration"] = trainer.Configuration.ToJson(),
            ["progress"] = JsonSerializer.Serialize(trainer.Progress, TrainingJson.Options),
            ["steps"] = trainer.Optimizer.StepCount.ToString(),
        };
        new SafetensorsFile([.. weights, .. memory], texts).Save(path);
    }

    /// <summary>Brings a trainer to where a run stood.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or belongs to another configuration.</exception>
    public static void Restore(string path, Trainer trainer)
    {
        SafetensorsFile file = SafetensorsFile.Load(path);
        if (Text(file, "format", path) != Format)
        {
            throw new InvalidDataException($"{path}: not a checkpoint of this version ({Format}): start the run anew in another folder.");
        }

        if (TrainingConfiguration.FromJson(Text(file, "configuration", path), path) != trainer.Configuration)
        {
            throw new InvalidDataException($"{path}: the checkpoint belongs to another configuration: resume with the settings of its config.json.");
        }

        if (!long.TryParse(Text(file, "steps", path), out long steps) || steps < 0)
        {
            throw new InvalidDataException($"{path}: expected a number of steps, got \"{Text(file, "steps", path)}\".");
        }

        TrainingProgress progress = ProgressOf(file, path);
        foreach (NamedParameter named in trainer.Network.Parameters)
        {
            Copy(file, Weights + named.Name, named.Parameter.Value, path);
        }

        foreach ((string name, Tensor value) in trainer.Optimizer.State)
        {
            Copy(file, Memory + name, value, path);
        }

        trainer.Optimizer.StepCount = steps;
        trainer.Progress = progress;
    }

    private static TrainingProgress ProgressOf(SafetensorsFile file, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingProgress>(Text(file, "progress", path), TrainingJson.Options)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: the checkpoint's progress is damaged: {exception.Message.Split('\n')[0]}");
        }
    }

    private static void Copy(SafetensorsFile file, string name, Tensor to, string path)
    {
        Tensor? from = file.Find(name);
        if (from?.Shape != to.Shape)
        {
            throw new InvalidDataException($"{path}: expected a tensor \"{name}\" {to.Shape}, got {from?.Shape.ToString() ?? "none"}.");
        }

        from.Span.CopyTo(to.Span);
    }

    private static string Text(SafetensorsFile file, string key, string path) =>
        file.Metadata.GetValueOrDefault(key) ?? throw new InvalidDataException($"{path}: not a checkpoint: the text \"{key}\" is missing.");
}
