using System.Collections.Concurrent;
using System.Globalization;
using DigitLab.Neural;

namespace DigitLab;

/// <summary>A network that is asked about one 28×28 picture at a time, by many threads at once.</summary>
internal sealed class PictureNetwork
{
    private readonly Network _network;
    private readonly Workers _workers;
    private readonly ConcurrentBag<NetworkPlan> _plans = [];

    /// <param name="network">Its weights are prepared for reading when they are first needed.</param>
    /// <param name="outputs">How many outputs it must have.</param>
    /// <param name="workers">One thread: a picture is too little work to share.</param>
    /// <exception cref="InvalidDataException">It does not take 28×28 gray pixels, or gives another number of outputs.</exception>
    internal PictureNetwork(Network network, int outputs, Workers workers)
    {
        var input = new Shape(NormalizedDigit.Side, NormalizedDigit.Side, 1);
        if (network.InputShape != input || network.OutputShape != new Shape(outputs))
        {
            throw new InvalidDataException(
                $"{network.Name}: expected a network {input} → {new Shape(outputs)}, got {network.InputShape} → {network.OutputShape}.");
        }

        (_network, _workers) = (network, workers);
    }

    /// <summary>The outputs for one picture, before softmax.</summary>
    /// <param name="pixels">28·28 gray levels.</param>
    internal float[] Read(ReadOnlySpan<byte> pixels)
    {
        NetworkPlan plan = _plans.TryTake(out NetworkPlan? free) ? free : _network.ForInference(batchSize: 1, _workers);
        _network.Normalization.Apply(pixels, plan.Input.Span);
        plan.Forward();
        float[] outputs = plan.Output.Span.ToArray();
        _plans.Add(plan);
        return outputs;
    }

    /// <summary>A number that a model file's metadata holds.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The number's name.</param>
    /// <param name="otherwise">What it is when the file does not say.</param>
    /// <param name="origin">What to call the file in an error.</param>
    /// <exception cref="InvalidDataException">It stands there, and is no finite number.</exception>
    internal static float NumberOf(SafetensorsFile file, string name, float otherwise, string origin)
    {
        if (!file.Metadata.TryGetValue(name, out string? text))
        {
            return otherwise;
        }

        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
            ? number
            : throw new InvalidDataException($"{origin}: expected a number as {name}, got \"{text}\".");
    }
}
