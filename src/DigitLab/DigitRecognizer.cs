using System.Collections.Concurrent;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab;

/// <summary>Reads the digit in a picture.</summary>
/// <remarks>
/// <code>
/// using var recognizer = DigitRecognizer.Load();
/// Prediction seven = recognizer.Recognize("seven.png");
/// Console.WriteLine($"{seven.Digit}, {seven.Confidence:P1}");
/// </code>
/// May be asked from many threads at once. The picture is brought into the form of MNIST's digits first
/// (<see cref="DigitNormalizer"/>), whatever its size and colours.
/// </remarks>
public sealed class DigitRecognizer : IDisposable
{
    private const string EmbeddedWeights = "lenet5.safetensors";
    private const int Classes = 10;

    private readonly Network _network;
    private readonly Workers _alone = new(1);   // one picture is too little work to share
    private readonly ConcurrentBag<NetworkPlan> _plans = [];

    private DigitRecognizer(Network network) => _network = network;

    /// <summary>A recognizer with the weights that come with the library.</summary>
    public static DigitRecognizer Load() => Of(LoadNetwork());

    /// <summary>The network that comes with the library: to look into, or to train further.</summary>
    public static Network LoadNetwork()
    {
        using Stream weights = typeof(DigitRecognizer).Assembly.GetManifestResourceStream(EmbeddedWeights)
            ?? throw new InvalidOperationException($"The library was built without its weights, {EmbeddedWeights}.");
        return ModelFile.Read(weights, EmbeddedWeights);
    }

    /// <summary>A recognizer with a model file's network.</summary>
    /// <param name="path">A model that <c>digitlab train</c> saved.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model file, a damaged one, or one of another input or output than digits have.</exception>
    public static DigitRecognizer Load(string path) => Of(ModelFile.Load(path));

    /// <summary>A recognizer with a network that is in memory.</summary>
    /// <param name="network">Its weights are prepared for reading when they are first needed: after a change of them, make another recognizer.</param>
    /// <exception cref="InvalidDataException">It does not take 28×28 gray pixels and give ten outputs.</exception>
    public static DigitRecognizer Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var input = new Shape(NormalizedDigit.Side, NormalizedDigit.Side, 1);
        var output = new Shape(Classes);
        return network.InputShape == input && network.OutputShape == output
            ? new DigitRecognizer(network)
            : throw new InvalidDataException($"{network.Name}: expected a network {input} → {output}, got {network.InputShape} → {network.OutputShape}.");
    }

    /// <summary>Reads the digit in a picture file: JPEG, PNG, BMP or PNM.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no such picture, a damaged one, or too large.</exception>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public Prediction Recognize(string path) => Recognize(PictureFile.Load(path));

    /// <summary>Reads the digit in a picture that comes as a stream.</summary>
    /// <exception cref="InvalidDataException">It is no JPEG, PNG, BMP or PNM, a damaged one, or too large.</exception>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public Prediction Recognize(Stream picture) => Recognize(PictureFile.Load(picture));

    /// <summary>Reads the digit in a picture file's bytes.</summary>
    /// <exception cref="InvalidDataException">It is no JPEG, PNG, BMP or PNM, a damaged one, or too large.</exception>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public Prediction Recognize(ReadOnlySpan<byte> picture) => Recognize(PictureFile.Decode(picture));

    /// <summary>Reads the digit in a picture.</summary>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public Prediction Recognize(ColorImage picture) => Recognize(DigitNormalizer.Normalize(picture));

    /// <summary>Reads the digit in a gray picture.</summary>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public Prediction Recognize(GrayImage picture) => Recognize(DigitNormalizer.Normalize(picture));

    /// <summary>Reads a digit that has MNIST's form already.</summary>
    public Prediction Recognize(NormalizedDigit digit)
    {
        ArgumentNullException.ThrowIfNull(digit);
        NetworkPlan plan = _plans.TryTake(out NetworkPlan? free) ? free : _network.ForInference(batchSize: 1, _alone);
        _network.Normalization.Apply(digit.Image.Pixels, plan.Input.Span);
        plan.Forward();
        float[] probabilities = new float[Classes];
        Softmax.Apply(plan.Output.Span, probabilities);
        _plans.Add(plan);
        return new Prediction(Array.IndexOf(probabilities, probabilities.Max()), probabilities, digit);
    }

    /// <summary>Lets the threads end.</summary>
    public void Dispose() => _alone.Dispose();
}
