using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>What a network makes of one digit, and why: every map that one picture and one network give.</summary>
/// <param name="Network">The network.</param>
/// <param name="Trace">The network behind a forward pass over the digit.</param>
/// <param name="Digit">The picture, as MNIST holds them.</param>
/// <param name="Probabilities">Of each class.</param>
/// <param name="Explained">The class whose score the maps explain.</param>
/// <param name="ClassActivation">The class activation map; null if the network has another form.</param>
/// <param name="GradCam">Grad-CAM of the last feature maps; null if there are none.</param>
/// <param name="Saliency">The slope of the score at each pixel.</param>
/// <param name="Integrated">Each pixel's share in the score.</param>
/// <param name="Occlusion">The probability that a wiped out square costs.</param>
/// <param name="Activations">The output of each layer that makes feature maps or a row of numbers.</param>
/// <param name="Transformed">What spatial transformers did.</param>
public sealed record DigitExplanation(
    Network Network,
    NetworkTrace Trace,
    GrayImage Digit,
    IReadOnlyList<float> Probabilities,
    int Explained,
    PixelMap? ClassActivation,
    PixelMap? GradCam,
    PixelMap Saliency,
    IntegratedGradients Integrated,
    PixelMap Occlusion,
    IReadOnlyList<LayerActivation> Activations,
    IReadOnlyList<TransformedDigit> Transformed)
{
    /// <summary>The class that is read.</summary>
    public int Read => IndexOfHighest(Probabilities);

    /// <summary>Explains a digit.</summary>
    /// <param name="network">The network; its input must be one gray picture.</param>
    /// <param name="digit">The picture, of the size that the network takes.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="explained">Whose score; the class that is read if null.</param>
    /// <param name="sampling">How finely; as usual if null.</param>
    /// <exception cref="ArgumentException">The picture has another size, or there is no such class.</exception>
    public static DigitExplanation Of(Network network, GrayImage digit, Workers workers, int? explained = null, ExplanationSampling? sampling = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(digit);
        if (network.InputShape != new Shape(digit.Height, digit.Width, 1))
        {
            throw new ArgumentException($"{network.Name}: expected a picture {network.InputShape}, got {digit.Height}×{digit.Width}: normalize it first.", nameof(digit));
        }

        if (explained is int named && (named < 0 || named >= network.OutputShape.Count))
        {
            throw new ArgumentOutOfRangeException(nameof(explained), $"{network.Name}: expected a class from 0 to {network.OutputShape.Count - 1}, got {named}.");
        }

        sampling ??= ExplanationSampling.Usual;
        var trace = new NetworkTrace(network, 1, workers);
        network.Normalization.Apply(digit.Pixels, trace.Input.Span);
        float[] input = trace.Input.Span.ToArray(), empty = new float[input.Length];
        network.Normalization.Apply(new byte[input.Length], empty);
        trace.Forward();
        float[] probabilities = ClassProbabilities.Of(trace.Output);
        int shown = explained ?? IndexOfHighest(probabilities);
        Layer? maps = Insight.GradCam.UsualLayer(trace);
        return new DigitExplanation(
            network,
            trace,
            digit,
            probabilities,
            shown,
            ClassActivationMap.Suits(network) ? ClassActivationMap.Of(trace, network, shown) : null,
            maps is null ? null : Insight.GradCam.Of(trace, maps, shown).Rectify(),
            Insight.Saliency.Of(trace, shown),
            IntegratedGradients.Of(network, input, empty, shown, workers, sampling.MostSteps),
            OcclusionMap.Of(network, input, empty, shown, workers, stride: sampling.OcclusionStride),
            LayerActivation.Of(trace),
            TransformedDigit.Of(trace));
    }

    private static int IndexOfHighest(IReadOnlyList<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Count; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
