using System.Text.Json;
using DigitLab.Neural;
using DigitLab.Onnx.Format;

namespace DigitLab.Onnx;

/// <summary>Finds how pixels are prepared: what a graph adds, subtracts, multiplies and divides before its first layer, or what its metadata say.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class NormalizationReader(OnnxGraph graph)
{
    private const double White = 255;

    /// <summary>The preparation; the walk goes on behind it.</summary>
    /// <param name="walk">At the graph's input.</param>
    /// <param name="texts">The metadata.</param>
    internal InputNormalization Read(GraphWalk walk, Dictionary<string, string> texts)
    {
        if (walk.IsTurned)
        {
            walk.Value = graph.OutputOf(graph.ReadersOf(walk.Value)[0]);
            walk.IsTurned = false;
        }

        // y = factor · x + term, pixel by pixel.
        double[] factor = [1], term = [0];
        bool isAny = false;
        while (graph.ReadersOf(walk.Value) is [{ OpType: "Add" or "Sub" or "Mul" or "Div" } node] && node.Input[0] == walk.Value && graph.Constant(node, 1) is not null)
        {
            Apply(node, ref factor, ref term, walk.Shape);
            walk.Value = graph.OutputOf(node);
            isAny = true;
        }

        string said = texts.GetValueOrDefault("normalization", "");
        return isAny ? Of(factor, term, isPixels: said == "inside") : FromText(said);
    }

    private void Apply(NodeProto node, ref double[] factor, ref double[] term, Shape picture)
    {
        float[] numbers = graph.Floats(node, 1);
        int pixels = picture.WithoutBatch().Count;
        if (numbers.Length != 1 && (numbers.Length != pixels || picture[-1] != 1))
        {
            throw graph.Refusal(node, $"expected one number for all pixels, or one for each of {pixels} of a gray picture, got {numbers.Length}");
        }

        int count = Math.Max(numbers.Length, factor.Length);
        double[] factors = new double[count], terms = new double[count];
        for (int i = 0; i < count; i++)
        {
            double number = numbers[i % numbers.Length], a = factor[i % factor.Length], b = term[i % term.Length];
            (factors[i], terms[i]) = node.OpType switch
            {
                "Add" => (a, b + number),
                "Sub" => (a, b - number),
                "Mul" => (a * number, b * number),
                _ => (a / number, b / number),
            };
        }

        (factor, term) = (factors, terms);
    }

    // factor · x + term = (x / white − mean) / deviation; x is taken as pixel / 255 unless the file says that it takes pixels.
    private InputNormalization Of(double[] factor, double[] term, bool isPixels)
    {
        double white = isPixels ? White : 1;
        float[] deviation = Array.ConvertAll(factor, number => (float)(1 / (white * number)));
        float[] mean = [.. factor.Zip(term, (a, b) => (float)(-b / (white * a)))];
        try
        {
            return InputNormalization.PerPixel(mean, deviation);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{graph.File}: {exception.Message}");
        }
    }

    private InputNormalization FromText(string json)
    {
        if (json.Length == 0 || json == "inside")
        {
            return InputNormalization.Unit;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return InputNormalization.PerPixel(Numbers(document, "mean"), Numbers(document, "deviation"));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{graph.File}: the normalization in its metadata is none: {exception.Message.Split('\n')[0].TrimEnd('.')}.");
        }
    }

    private static float[] Numbers(JsonDocument document, string name) => [.. document.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];
}
