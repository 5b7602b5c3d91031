using System.Buffers.Binary;
using DigitLab.Neural;
using DigitLab.Onnx;
using DigitLab.Zoo;

namespace DigitLab.Cli;

/// <summary>Weights of another program, and what they are to become.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Model">The network of the zoo; null to read an ONNX file as it is.</param>
/// <param name="SavePath">The model file to write; null for a name made of the network's.</param>
/// <param name="Names">Names here to names there.</param>
/// <param name="Ignored">Names there that are to be left out.</param>
/// <param name="Sampling">How a spatial transformer's coordinates become pixels.</param>
/// <param name="Mean">What is taken from pixel / 255; null for nothing, or what the file says.</param>
/// <param name="Deviation">What the difference is divided by; null for 1, or what the file says.</param>
internal sealed record ImportRequest(
    string FilePath,
    string? Model,
    string? SavePath,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyCollection<string> Ignored,
    SamplingConvention Sampling,
    float? Mean,
    float? Deviation)
{
    private const string OwnFormat = "digitlab/1";

    /// <summary>The network with the file's weights, and what came from where; no map where the network is the file's own.</summary>
    internal (Network Network, WeightMap? Map) Run()
    {
        byte[] start = Start();
        bool isOnnx = !IsSafetensors(start) && OnnxImport.MayBeOne(start);
        Network? whole = isOnnx ? OnnxImport.Load(FilePath) : null;
        if (Model is null)
        {
            return whole is null
                ? throw new UsageException($"{FilePath}: a file of weights does not say how they are used: name a network of the zoo with --as ({string.Join(", ", ModelZoo.All.Select(model => model.Name))}).")
                : (Prepared(whole, whole.Normalization), null);
        }

        (IReadOnlyList<NamedTensor> tensors, WeightLayout layout) = whole is not null ? (whole.State, WeightLayout.ChannelsLast) : Tensors(start);
        Network network = Build();
        WeightMap map = WeightImport.Fill(network, tensors, FilePath, layout, Names, Ignored);
        return (Prepared(network, whole?.Normalization ?? InputNormalization.Unit), map);
    }

    private (IReadOnlyList<NamedTensor> Tensors, WeightLayout Layout) Tensors(byte[] start)
    {
        if (IsSafetensors(start))
        {
            SafetensorsFile file = SafetensorsFile.Load(FilePath);
            bool isOwn = file.Metadata.GetValueOrDefault("format") == OwnFormat;
            return (file.Entries, isOwn ? WeightLayout.ChannelsLast : WeightLayout.ChannelsFirst);
        }

        return TorchFile.IsOne(start)
            ? (TorchFile.Load(FilePath), WeightLayout.ChannelsFirst)
            : throw new InvalidDataException($"{FilePath}: expected a safetensors file, a PyTorch checkpoint or an ONNX file, got something else.");
    }

    // The zoo's network, its transformer reading pixels as the weights are used to.
    private Network Build()
    {
        Network network = ModelZoo.Find(Model!).Build();
        var body = (SequentialDescription)network.Body.Describe();
        var sampled = new SequentialDescription([.. body.Layers.Select(layer => layer is SpatialTransformerDescription transformer ? transformer with { Grid = Sampled(transformer.Grid) } : layer)]);
        if (Sampling != SamplingConvention.Exact && sampled.Equals(body))
        {
            throw new UsageException($"--sampling {Sampling.ToString().ToLowerInvariant()}: {network.Name} has no spatial transformer: leave the option out.");
        }

        return new Network(network.Name, network.InputShape, (Sequential)sampled.Build());
    }

    private SpatialGrid Sampled(SpatialGrid grid) => grid switch
    {
        AffineGrid affine => affine with { Convention = Sampling },
        ThinPlateGrid plate => plate with { Convention = Sampling },
        _ => grid,
    };

    private Network Prepared(Network network, InputNormalization normalization)
    {
        network.Normalization = Mean is null && Deviation is null ? normalization : InputNormalization.Standard(Mean ?? 0, Deviation ?? 1);
        return network;
    }

    private byte[] Start()
    {
        byte[] start = new byte[512];
        using FileStream stream = File.OpenRead(FilePath);
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    // A header's length, then the header.
    private static bool IsSafetensors(byte[] start) => start.Length > 9 && start[8] == '{' && BinaryPrimitives.ReadInt64LittleEndian(start) is > 0 and <= 100_000_000;
}
