using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The one file from which a run resumes: weights, the optimizer's memory, and where the run stands.</summary>
/// <remarks>
/// A safetensors file whose texts hold the configuration, the progress, the optimizer's step count, the fingerprint of the digits, and the
/// SHA-256 of all of these and the tensors, so that a damaged file is noticed.
/// </remarks>
public static class Checkpoint
{
    private const string Format = "digitlab-checkpoint/1";
    private const string Hash = "sha256";
    private const string Weights = "weights/";
    private const string Averages = "average/";
    private const string Memory = "optimizer/";

    /// <summary>Saves where a run stands, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Save(string path, Trainer trainer) => AtomicFile.Write(path, stream => Write(stream, trainer));

    /// <summary>Writes where a run stands to a stream.</summary>
    internal static void Write(Stream stream, Trainer trainer)
    {
        NamedTensor[] entries = Entries(trainer);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["configuration"] = trainer.Configuration.ToJson(),
            ["data"] = trainer.Data.Fingerprint,
            ["progress"] = TrainingJson.Write(trainer.Progress),
            ["steps"] = trainer.Optimizer.StepCount.ToString(),
        };
        texts[Hash] = HashOf(texts, entries);
        new SafetensorsFile(entries, texts).Write(stream);
    }

    /// <summary>Brings a trainer to where a run stood; a refusal leaves it as it was.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or belongs to another configuration or to other digits.</exception>
    public static void Restore(string path, Trainer trainer)
    {
        SafetensorsFile file = SafetensorsFile.Load(path);
        if (Text(file, "format", path) != Format)
        {
            throw new InvalidDataException($"{path}: not a checkpoint of this version ({Format}): start the run anew in another folder.");
        }

        if (Text(file, Hash, path) != HashOf(file.Metadata, file.Entries))
        {
            throw new InvalidDataException($"{path}: the checkpoint is damaged, its content has another SHA-256: start the run anew in another folder.");
        }

        if (TrainingConfiguration.FromJson(Text(file, "configuration", path), path) != trainer.Configuration)
        {
            throw new InvalidDataException($"{path}: the checkpoint belongs to another configuration: resume with the settings of its config.json.");
        }

        if (Text(file, "data", path) != trainer.Data.Fingerprint)
        {
            throw new InvalidDataException($"{path}: the run began with other digits than these: resume it with the same data.");
        }

        if (!long.TryParse(Text(file, "steps", path), out long steps) || steps < 0)
        {
            throw new InvalidDataException($"{path}: expected a number of steps, got \"{Text(file, "steps", path)}\".");
        }

        TrainingProgress progress = TrainingJson.Read<TrainingProgress>(Text(file, "progress", path), path);
        NamedTensor[] goals = Entries(trainer);
        Tensor[] saved = [.. goals.Select(goal => Find(file, goal, path))];
        for (int i = 0; i < goals.Length; i++)
        {
            saved[i].Span.CopyTo(goals[i].Value.Span);
        }

        trainer.Optimizer.StepCount = steps;
        trainer.Progress = progress;
    }

    // The trainer's own tensors, to be read or to be written.
    private static NamedTensor[] Entries(Trainer trainer) =>
    [
        .. trainer.Network.State.Select(tensor => tensor with { Name = Weights + tensor.Name }),
        .. (trainer.Average?.Network.State ?? []).Select(tensor => tensor with { Name = Averages + tensor.Name }),
        .. trainer.Optimizer.State.Select(tensor => tensor with { Name = Memory + tensor.Name }),
    ];

    private static Tensor Find(SafetensorsFile file, NamedTensor goal, string path)
    {
        Tensor? saved = file.Find(goal.Name);
        return saved?.Shape == goal.Value.Shape
            ? saved
            : throw new InvalidDataException($"{path}: expected a tensor \"{goal.Name}\" {goal.Value.Shape}, got {saved?.Shape.ToString() ?? "none"}.");
    }

    private static string HashOf(IReadOnlyDictionary<string, string> texts, IEnumerable<NamedTensor> entries)
    {
        using var hash = new TensorHash();
        foreach ((string key, string text) in texts.Where(text => text.Key != Hash).OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            hash.Add(key);
            hash.Add(text);
        }

        foreach (NamedTensor entry in entries)
        {
            hash.Add(entry);
        }

        return hash.Finish();
    }

    private static string Text(SafetensorsFile file, string key, string path) =>
        file.Metadata.GetValueOrDefault(key) ?? throw new InvalidDataException($"{path}: not a checkpoint: the text \"{key}\" is missing.");
}
