using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Benchmarks;

/// <summary>MNIST's test digits through the recognizer's own door: as they are, moved, scaled, inverted.</summary>
internal static class ReadDigits
{
    private const int Bins = 15;   // of confidence, for the calibration's error
    private const int Farthest = 4;
    private static readonly double[] Scales = [0.5, 0.75, 1, 1.5, 2];

    internal static void Run(DigitRecognizer recognizer, DigitDataset test)
    {
        Console.WriteLine();
        Console.WriteLine($"{test.Count:N0} test digits of MNIST");
        Score("as they are", recognizer, test, (picture, _) => picture);
        Score("inverted", recognizer, test, (picture, _) => picture.Invert());
        Score($"moved by up to {Farthest} pixels", recognizer, test, (picture, i) => Moved(picture, i));
        foreach (double scale in Scales.Where(scale => scale != 1))
        {
            Score($"scaled by {scale}", recognizer, test, (picture, _) => Resampler.Resize(picture, (int)(28 * scale), (int)(28 * scale)));
        }

        Score("moved, scaled, every second one inverted", recognizer, test, (picture, i) =>
        {
            double scale = Scales[i % Scales.Length];
            GrayImage moved = Resampler.Resize(Moved(picture, i), (int)(36 * scale), (int)(36 * scale));
            return i % 2 == 0 ? moved : moved.Invert();
        });
    }

    // On a field with room for it: what leaves the picture is gone for every reader.
    private static GrayImage Moved(GrayImage picture, int number)
    {
        const int Places = (2 * Farthest) + 1;
        var field = new GrayImage(28 + (2 * Farthest), 28 + (2 * Farthest));
        for (int y = 0; y < 28; y++)
        {
            picture.Row(y).CopyTo(field.Row(y + (number % Places))[(number / Places % Places)..]);
        }

        return field;
    }

    private static void Score(string name, DigitRecognizer recognizer, DigitDataset test, Func<GrayImage, int, GrayImage> change)
    {
        var predictions = new Prediction?[test.Count];
        Parallel.For(0, test.Count, i =>
            predictions[i] = recognizer.TryRecognize(change(new GrayImage(28, 28, test.Image(i)), i).ToColor()));
        int right = 0, refused = 0;
        double[] excess = new double[Bins];
        for (int i = 0; i < predictions.Length; i++)
        {
            bool isRight = predictions[i]?.Digit == test.Label(i);
            right += isRight ? 1 : 0;
            refused += predictions[i]?.IsDigit == true ? 0 : 1;
            double confidence = predictions[i]?.Confidence ?? 0;
            excess[Math.Min((int)(Bins * confidence), Bins - 1)] += confidence - (isRight ? 1 : 0);
        }

        Console.WriteLine(
            $"  {name,-42} {Percent(right, test.Count)} right, {Percent(refused, test.Count)} refused, expected calibration error {excess.Sum(Math.Abs) / test.Count:P2}");
    }

    internal static string Percent(int part, int whole) => $"{100.0 * part / whole,6:F2}%";
}
