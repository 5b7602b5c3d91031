using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>A network's time by kinds of layers, in milliseconds a batch.</summary>
internal sealed class TimeShares
{
    private const string Loss = "loss";
    private const string Optimizer = "Adam";

    private readonly Dictionary<string, double> _milliseconds = [];

    private TimeShares(double gflops) => Gflops = gflops;

    /// <summary>All kinds, in the order of the tables.</summary>
    internal static IReadOnlyList<string> Kinds { get; } =
        ["convolution", "dense", "normalization", "activation", "pooling", "dropout", "transformer", "other", Loss, Optimizer];

    internal double TotalMs => _milliseconds.Values.Sum();

    internal double Gflops { get; }

    internal static TimeShares OfTraining(Network network, NetworkProfile profile)
    {
        var shares = new TimeShares(profile.TrainingGflops);
        shares.AddLayers(network, profile, layer => layer.TrainingMs);
        shares.Add(Loss, profile.LossMs);
        shares.Add(Optimizer, profile.OptimizerMs);
        return shares;
    }

    internal static TimeShares OfInference(Network network, NetworkProfile profile)
    {
        var shares = new TimeShares(profile.InferenceGflops);
        shares.AddLayers(network, profile, layer => layer.InferenceMs);
        return shares;
    }

    internal double Of(string kind) => _milliseconds.GetValueOrDefault(kind);

    private void AddLayers(Network network, NetworkProfile profile, Func<LayerProfile, double> timeOf)
    {
        for (int i = 0; i < profile.Layers.Count; i++)
        {
            Add(KindOf(network.Body.Children[i]), timeOf(profile.Layers[i]));
        }
    }

    private void Add(string kind, double milliseconds) => _milliseconds[kind] = Of(kind) + milliseconds;

    private static string KindOf(Layer layer) => layer switch
    {
        Conv2D or DepthwiseConv2D => "convolution",
        Dense => "dense",
        BatchNorm or LayerNorm => "normalization",
        Relu or LeakyRelu or Gelu or Sigmoid or Tanh or Softmax => "activation",
        MaxPool2D or AveragePool2D or GlobalAveragePool2D or TrainableSubsampling2D => "pooling",
        Dropout or ChannelDropout => "dropout",
        SpatialTransformer => "transformer",
        _ => "other",
    };
}
