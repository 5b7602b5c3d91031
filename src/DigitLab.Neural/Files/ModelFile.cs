using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DigitLab.Neural;

/// <summary>A network in a safetensors file: weights as tensors, and in the metadata the architecture, the preprocessing and the origin.</summary>
/// <remarks>
/// Any safetensors reader reads it. The metadata's keys: <c>format</c> (<c>digitlab/1</c>), <c>name</c>, <c>input</c> (one sample's shape),
/// <c>architecture</c> (the layers, JSON), <c>preprocessing</c> (JSON; a mean picture lies in the tensors <c>preprocessing.mean</c> and
/// <c>preprocessing.deviation</c>), and whatever the caller says of the origin.
/// </remarks>
public static class ModelFile
{
    private const string Format = "digitlab/1";
    private const string MeanName = "preprocessing.mean";
    private const string DeviationName = "preprocessing.deviation";
    private const int LargestSide = 1 << 14;
    private const int FreeNumbers = 1 << 16;
    private const string Uniform = "uniform";
    private const string PerPixel = "per-pixel";

    /// <summary>Saves a network, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="origin">More texts for the metadata, such as seed, data and scores.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Save(string path, Network network, IReadOnlyDictionary<string, string>? origin = null) =>
        ToSafetensors(network, origin).Save(path);

    /// <summary>Writes a network to a stream.</summary>
    /// <inheritdoc cref="Save"/>
    public static void Write(Stream stream, Network network, IReadOnlyDictionary<string, string>? origin = null) =>
        ToSafetensors(network, origin).Write(stream);

    /// <summary>Loads a network.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model file, or a damaged one, or a weight is not a finite number.</exception>
    public static Network Load(string path) => FromSafetensors(SafetensorsFile.Load(path), path);

    /// <summary>Reads a network from a stream that knows its length.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no model file, or a damaged one, or a weight is not a finite number.</exception>
    public static Network Read(Stream stream, string name) => FromSafetensors(SafetensorsFile.Read(stream, name), name);

    /// <summary>Loads weights into a network that is there, which must have the file's architecture.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model file, a damaged one, or one of another architecture.</exception>
    public static void LoadInto(string path, Network network)
    {
        Network loaded = Load(path);
        if (loaded.InputShape != network.InputShape || !loaded.Body.Describe().Equals(network.Body.Describe()))
        {
            throw new InvalidDataException($"{path}: expected the architecture {network}, got {loaded}: name the model that the file holds.");
        }

        foreach ((NamedTensor from, NamedTensor to) in loaded.State.Zip(network.State))
        {
            from.Value.Span.CopyTo(to.Value.Span);
        }

        network.Normalization = loaded.Normalization;
    }

    /// <summary>A network as tensors and texts.</summary>
    public static SafetensorsFile ToSafetensors(Network network, IReadOnlyDictionary<string, string>? origin = null)
    {
        InputNormalization normalization = network.Normalization;
        List<NamedTensor> entries = [.. network.State];
        if (normalization.IsPerPixel)
        {
            var shape = new Shape(normalization.Mean.Length);
            entries.Add(new NamedTensor(MeanName, Tensor.From(shape, normalization.Mean)));
            entries.Add(new NamedTensor(DeviationName, Tensor.From(shape, normalization.Deviation)));
        }

        PreprocessingDescription preprocessing = normalization.IsPerPixel
            ? new(PerPixel, null, null)
            : new(Uniform, normalization.Mean[0], normalization.Deviation[0]);
        var metadata = new Dictionary<string, string>(origin ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["name"] = network.Name,
            ["input"] = JsonSerializer.Serialize(network.InputShape.ToArray(), ModelJson.Default.Int32Array),
            ["architecture"] = JsonSerializer.Serialize(network.Body.Describe(), ModelJson.Default.LayerDescription),
            ["preprocessing"] = JsonSerializer.Serialize(preprocessing, ModelJson.Default.PreprocessingDescription),
        };
        return new SafetensorsFile(entries, metadata);
    }

    /// <summary>The network in a file's tensors and texts.</summary>
    /// <param name="file">The content.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">Something is missing, superfluous, misshapen or not finite.</exception>
    public static Network FromSafetensors(SafetensorsFile file, string name) => OneLine.Told(() => Understood(file, name));

    private static Network Understood(SafetensorsFile file, string name)
    {
        if (file.Metadata.GetValueOrDefault("format") != Format)
        {
            throw new InvalidDataException(
                $"{name}: expected a DigitLab model ({Format}), got {file.Metadata.GetValueOrDefault("format") ?? "a safetensors file without that mark"}.");
        }

        Network network;
        try
        {
            network = Build(file);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or OverflowException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException($"{name}: the architecture in the metadata makes no network: {exception.Message.Split('\n')[0].TrimEnd('.')}.");
        }

        foreach (NamedTensor tensor in network.State)
        {
            Tensor saved = Checked(file, tensor.Name, tensor.Value.Shape, name);
            saved.Span.CopyTo(tensor.Value.Span);
        }

        int expected = network.State.Count + (network.Normalization.IsPerPixel ? 2 : 0);
        return file.Entries.Count == expected
            ? network
            : throw new InvalidDataException($"{name}: expected {expected} tensors for {network.Name}, got {file.Entries.Count}.");
    }

    private static Network Build(SafetensorsFile file)
    {
        int[] input = Read(file, "input", ModelJson.Default.Int32Array);
        if (Read(file, "architecture", ModelJson.Default.LayerDescription) is not SequentialDescription description)
        {
            throw new ArgumentException("the outermost layer is no Sequential");
        }

        // Before memory is taken for weights that the file only names; where a few are missing, it is told below which.
        Int128 expected = description.NumberCount, got = file.Entries.Where(entry => entry.Name is not (MeanName or DeviationName)).Sum(entry => (long)entry.Value.Length);
        if (expected > got + FreeNumbers)
        {
            throw new ArgumentException($"its layers have {expected} weights and statistics, the file holds {got}");
        }

        if (input.Any(extent => extent > LargestSide))
        {
            throw new ArgumentException($"expected an input of at most {LargestSide} pixels a side, got [{string.Join(", ", input)}]");
        }

        Network network = new Network(Text(file, "name"), new Shape(input), (Sequential)description.Build()).CheckedForFile();
        network.Normalization = Normalization(file, network.InputShape.Count);
        return network;
    }

    private static InputNormalization Normalization(SafetensorsFile file, int pixels)
    {
        PreprocessingDescription description = Read(file, "preprocessing", ModelJson.Default.PreprocessingDescription);
        return description switch
        {
            { Kind: Uniform, Mean: float mean, Deviation: float deviation } => InputNormalization.Standard(mean, deviation),
            { Kind: PerPixel } when file.Find(MeanName) is { } mean && file.Find(DeviationName) is { } deviation && mean.Length == pixels =>
                InputNormalization.PerPixel(mean.Span, deviation.Span),
            _ => throw new ArgumentException($"the preprocessing \"{description.Kind}\" is unknown or incomplete"),
        };
    }

    private static Tensor Checked(SafetensorsFile file, string tensor, Shape shape, string name)
    {
        Tensor saved = file.Find(tensor) ?? throw new InvalidDataException($"{name}: expected a tensor \"{tensor}\" {shape}, got none.");
        if (saved.Shape != shape)
        {
            throw new InvalidDataException($"{name}: expected \"{tensor}\" to be {shape}, got {saved.Shape}.");
        }

        foreach (float value in saved.Span)
        {
            if (!float.IsFinite(value))
            {
                throw new InvalidDataException($"{name}: \"{tensor}\" holds {value}: the training that made it had failed; train again.");
            }
        }

        return saved;
    }

    private static T Read<T>(SafetensorsFile file, string key, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(Text(file, key), type) ?? throw new ArgumentException($"the text \"{key}\" is null");

    private static string Text(SafetensorsFile file, string key) =>
        file.Metadata.GetValueOrDefault(key) ?? throw new ArgumentException($"the text \"{key}\" is missing");
}
