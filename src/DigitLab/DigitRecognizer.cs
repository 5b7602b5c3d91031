using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab;

/// <summary>Reads the digits in pictures: one digit, or all of a page.</summary>
/// <remarks>
/// <code>
/// using var recognizer = DigitRecognizer.Load();
/// Prediction meter = recognizer.Recognize("meter.jpg");
/// Console.WriteLine($"{meter.Digit}, {meter.Confidence:P1}");
/// foreach (DigitRow row in recognizer.Read("form.jpg"))
/// {
///     Console.WriteLine(row);
/// }
/// </code>
/// May be asked from many threads at once. The picture is brought into the form of MNIST's digits first
/// (<see cref="DigitNormalizer"/>), whatever its size and colours. One network reads the digit, another, small one tells whether there is one.
/// </remarks>
public sealed class DigitRecognizer : IDisposable
{
    private const int Classes = 10;
    private const int OtherAndDigit = 2;
    private const double StrokeAllowance = 4;   // by which the judge's score of an upright stroke may be lower
    private const double WidestStroke = 0.4;    // of its height
    private const double RimShare = 0.03;       // of a patch's longer side: what is so near its edge
    private const double Sure = 0.9;   // the probability from which on a picture is not read in a second way

    private readonly Workers _alone = new(1);
    private readonly PictureNetwork _reader;
    private readonly PictureNetwork _judge;
    private readonly float _temperature;
    private readonly float _threshold;

    private DigitRecognizer(Network reader, float temperature)
    {
        if (!(temperature > 0))
        {
            throw new InvalidDataException($"{reader.Name}: expected a temperature above 0, got {temperature}.");
        }

        _reader = new PictureNetwork(reader, Classes, _alone);
        _temperature = temperature;
        SafetensorsFile judge = Embedded(RecognizerFiles.Judge);
        _judge = new PictureNetwork(ModelFile.FromSafetensors(judge, RecognizerFiles.Judge), OtherAndDigit, _alone);
        _threshold = PictureNetwork.NumberOf(judge, RecognizerFiles.Threshold, 0, RecognizerFiles.Judge);
    }

    /// <summary>A recognizer with the weights that come with the library.</summary>
    /// <param name="network">Which of its networks reads; the recognizer's own if not given.</param>
    public static DigitRecognizer Load(BuiltInNetwork network = BuiltInNetwork.Reader) => Of(Embedded(FileOf(network)), FileOf(network));

    /// <summary>A network that comes with the library and reads digits: to look into, or to train further.</summary>
    /// <param name="network">Which; the recognizer's own if not given.</param>
    public static Network LoadNetwork(BuiltInNetwork network = BuiltInNetwork.Reader) => ModelFile.FromSafetensors(Embedded(FileOf(network)), FileOf(network));

    /// <summary>A recognizer with a model file's network.</summary>
    /// <param name="path">A model that <c>digitlab train</c> saved.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model file, a damaged one, or one of another input or output than digits have.</exception>
    public static DigitRecognizer Load(string path) => Of(SafetensorsFile.Load(path), path);

    /// <summary>A recognizer with a network that is in memory.</summary>
    /// <param name="network">Its weights are prepared for reading when they are first needed: after a change of them, make another recognizer.</param>
    /// <exception cref="InvalidDataException">It does not take 28×28 gray pixels and give ten outputs.</exception>
    public static DigitRecognizer Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new DigitRecognizer(network, temperature: 1);
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
    public Prediction Recognize(ColorImage picture)
    {
        (Prediction? plain, NoInkException? bare) = RecognizePlainly(picture);
        return AlsoAsPage(picture, plain) ?? throw bare!;
    }

    /// <summary>Reads the digit in a gray picture.</summary>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public Prediction Recognize(GrayImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Recognize(picture.ToColor());
    }

    /// <summary>Reads a digit that has MNIST's form already.</summary>
    public Prediction Recognize(NormalizedDigit digit)
    {
        ArgumentNullException.ThrowIfNull(digit);
        float[] outputs = _reader.Read(digit.Image.Pixels), verdict = _judge.Read(digit.Image.Pixels);
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] /= _temperature;
        }

        float[] probabilities = new float[Classes], isDigit = new float[OtherAndDigit];
        Softmax.Apply(outputs, probabilities);
        Softmax.Apply(verdict, isDigit);
        int read = Array.IndexOf(probabilities, probabilities.Max());
        double threshold = _threshold - (read == 1 && IsUpright(digit) ? StrokeAllowance : 0);
        return new Prediction(read, probabilities, isDigit[1], verdict[1] - verdict[0] >= threshold && !LyingStroke.Is(digit), digit);
    }

    // A bare stroke is also a part of most digits and letters, so the judge doubts it; but standing alone it is a 1.
    private static bool IsUpright(NormalizedDigit digit) => digit.SourceBox.Width <= WidestStroke * digit.SourceBox.Height;

    /// <summary>Reads many pictures of one digit each, on all cores.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>For each picture, in their order, what it is taken for; null where there is no ink.</returns>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public IReadOnlyList<Prediction?> RecognizeAll(IReadOnlyList<ColorImage> pictures, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var predictions = new Prediction?[pictures.Count];
        Parallel.For(0, pictures.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
            predictions[i] = TryRecognize(pictures[i]));
        return predictions;
    }

    /// <summary>Reads the digit in a picture; null where there is no ink.</summary>
    /// <param name="picture">The picture.</param>
    public Prediction? TryRecognize(ColorImage picture)
    {
        try
        {
            return Recognize(picture);
        }
        catch (NoInkException)
        {
            return null;
        }
    }

    /// <summary>Reads all digits of a page in a picture file: JPEG, PNG, BMP or PNM.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The rows from the top, each from the left; none when there is no digit.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no such picture, a damaged one, or too large.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public IReadOnlyList<DigitRow> Read(string path, CancellationToken cancellation = default) => Read(PictureFile.Load(path), cancellation);

    /// <summary>Reads all digits of a page that comes as a stream.</summary>
    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    /// <param name="picture">The file's content.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IReadOnlyList<DigitRow> Read(Stream picture, CancellationToken cancellation = default) => Read(PictureFile.Load(picture), cancellation);

    /// <summary>Reads all digits of a page in a picture file's bytes.</summary>
    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    /// <param name="picture">The file's bytes.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IReadOnlyList<DigitRow> Read(ReadOnlySpan<byte> picture, CancellationToken cancellation = default) =>
        Read(PictureFile.Decode(picture), cancellation);

    /// <summary>Reads all digits of a page in a gray picture.</summary>
    /// <inheritdoc cref="Read(ColorImage, CancellationToken)"/>
    public IReadOnlyList<DigitRow> Read(GrayImage picture, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Read(picture.ToColor(), cancellation);
    }

    /// <summary>Reads all digits of a page.</summary>
    /// <param name="picture">Of any size and colours, with one digit or hundreds.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The rows from the top, each from the left; none when there is no digit.</returns>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public IReadOnlyList<DigitRow> Read(ColorImage picture, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return PageReader.Read(picture, Recognize, cancellation);
    }

    /// <summary>Reads a picture as somebody does who was not told what is on it: one digit, or several.</summary>
    /// <param name="picture">Of any size and colours.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Several digits as rows, or no row and what the one sign is taken for; neither where there is no ink.</returns>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    internal (IReadOnlyList<DigitRow> Rows, Prediction? Sign) ReadOneOrMore(ColorImage picture, CancellationToken cancellation)
    {
        Prediction? plain = RecognizePlainly(picture).Prediction;
        if (plain is not { IsDigit: true, Normalized.IsAlone: true })
        {
            IReadOnlyList<DigitRow> rows = Read(picture, cancellation);
            if (rows.Sum(row => row.Digits.Count) > 1)
            {
                return (rows, null);
            }
        }

        return ([], AlsoAsPage(picture, plain));
    }

    /// <summary>Lets the threads end.</summary>
    public void Dispose() => _alone.Dispose();

    private (Prediction? Prediction, NoInkException? Bare) RecognizePlainly(ColorImage picture)
    {
        try
        {
            return (Recognize(DigitNormalizer.Normalize(picture)), null);
        }
        catch (NoInkException exception)
        {
            return (null, exception);
        }
    }

    // A shadow or a printed line may have been taken for ink, or have hidden it: looked at as a page, the picture loses both.
    private Prediction? AlsoAsPage(ColorImage picture, Prediction? plain)
    {
        Prediction? asPage = Belief(plain) < Sure && PageReader.TryNormalize(picture, out NormalizedDigit? digit) ? Recognize(digit) : null;
        return Belief(asPage) > Belief(plain) && !IsRim(asPage!.Normalized.SourceBox, plain) ? asPage : plain;

        // Of a dot or a bar only the rim is left on a page, a 0, or one end of it, a 1; a digit on a card keeps away from the card's edges.
        static bool IsRim(PixelBox box, Prediction? plain) => plain is not null && LyingStroke.Is(plain.Normalized) && Touches(box, plain.Normalized.SourceBox);

        static bool Touches(PixelBox box, PixelBox around)
        {
            double near = 1 + (RimShare * Math.Max(around.Width, around.Height));
            return Math.Abs(box.X - around.X) <= near || Math.Abs(box.Right - around.Right) <= near
                || Math.Abs(box.Y - around.Y) <= near || Math.Abs(box.Bottom - around.Bottom) <= near;
        }

        static double Belief(Prediction? prediction) => prediction is null ? 0 : prediction.DigitProbability * prediction.Confidence;
    }

    private static DigitRecognizer Of(SafetensorsFile file, string origin) =>
        new(ModelFile.FromSafetensors(file, origin), PictureNetwork.NumberOf(file, RecognizerFiles.Temperature, 1, origin));

    private static string FileOf(BuiltInNetwork network) => network switch
    {
        BuiltInNetwork.Reader => RecognizerFiles.Reader,
        BuiltInNetwork.LeNet5 => RecognizerFiles.LeNet5,
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, "There is no such built-in network."),
    };

    private static SafetensorsFile Embedded(string name)
    {
        using Stream weights = typeof(DigitRecognizer).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The library was built without its weights, {name}.");
        return SafetensorsFile.Read(weights, name);
    }
}
