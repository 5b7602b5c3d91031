using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Benchmarks;

/// <summary>A network of the zoo with the batch size that it is trained with.</summary>
internal sealed record MeasuredNetwork(ZooModel Model, int Batch)
{
    private static readonly string[] Targets = ["lenet5", "convnet1", "fast", "lenet53", "lenet5-modified", "cnn9975", "m3"];

    /// <summary>Digits at once in inference.</summary>
    internal int InferenceBatch { get; init; } = 256;

    /// <summary>The networks that the project's speed is judged by, each with its published recipe's batch.</summary>
    internal static IEnumerable<MeasuredNetwork> OfTheTargets => Targets.Select(Named);

    /// <summary>The network of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static MeasuredNetwork Named(string name) => new(ModelZoo.Find(name), name switch
    {
        "convnet1" => 50,
        "fast" => 256,
        "lenet53" or "lenet53-stn" or "lenet53-tpn" => 86,
        "lenet5-modified" or "lenet5-modified28" or "cnn9975" => 64,
        "m3" or "m5" or "m7" => 120,
        _ => 128,
    });

    /// <summary>Floating-point operations of the plain algorithm for one digit through the network: two for each multiply-add.</summary>
    internal static double InferenceFlops(Network network) => 2.0 * network.MultiplyAdds;

    /// <summary>The same for one digit's training: forward, weight gradient and input gradient, which the first layer has no need of.</summary>
    internal static double TrainingFlops(Network network)
    {
        Shape shape = network.InputShape.WithBatch(1);
        long first = 0;
        foreach (Layer layer in network.Body.Children)
        {
            first = layer.MultiplyAdds(shape);
            shape = layer.OutputShape(shape);
            if (first > 0)
            {
                break;
            }
        }

        return 2.0 * ((3 * network.MultiplyAdds) - first);
    }
}
