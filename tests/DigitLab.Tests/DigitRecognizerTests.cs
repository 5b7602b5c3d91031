using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Tests;

public class DigitRecognizerTests
{
    [Fact]
    public void Probabilities_sum_to_1_and_the_digit_is_the_most_probable()
    {
        using var recognizer = DigitRecognizer.Load();

        Prediction prediction = recognizer.Recognize(One());

        Assert.Equal(10, prediction.Probabilities.Count);
        Assert.Equal(1, prediction.Probabilities.Sum(), 1e-5);
        Assert.Equal(prediction.Probabilities.Max(), prediction.Confidence);
    }

    [Fact]
    public void The_networks_that_come_along_are_what_their_names_say()
    {
        Network reader = DigitRecognizer.LoadNetwork(), small = DigitRecognizer.LoadNetwork(BuiltInNetwork.LeNet5);

        Assert.Equal(("cnn9975", 326_410), (reader.Name, reader.ParameterCount));
        Assert.Equal(("lenet5", 61_706), (small.Name, small.ParameterCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => DigitRecognizer.LoadNetwork((BuiltInNetwork)7));
    }

    [Fact]
    public void A_plain_upright_stroke_is_a_1_however_it_comes()
    {
        using var recognizer = DigitRecognizer.Load();
        byte[] png = PngEncoder.Encode(One());

        Assert.Equal(1, recognizer.Recognize(One()).Digit);
        Assert.Equal(1, recognizer.Recognize(One().Invert()).Digit);
        Assert.Equal(1, recognizer.Recognize(png).Digit);
        Assert.Equal(1, recognizer.Recognize(new MemoryStream(png)).Digit);
        Assert.True(recognizer.Recognize(One()).IsDigit);
    }

    [Fact]
    public void Many_threads_get_the_answers_that_one_gets()
    {
        using var recognizer = DigitRecognizer.Load();
        GrayImage[] pictures = [.. Enumerable.Range(0, 12).Select(Scribble)];
        float[][] alone = [.. pictures.Select(picture => recognizer.Recognize(picture).Probabilities.ToArray())];

        Parallel.For(0, 240, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(alone[i % pictures.Length], recognizer.Recognize(pictures[i % pictures.Length]).Probabilities));
    }

    [Fact]
    public void A_blank_picture_is_no_digit()
    {
        using var recognizer = DigitRecognizer.Load();

        Assert.StartsWith("no ink found", Assert.Throws<NoInkException>(() => recognizer.Recognize(new GrayImage(40, 40))).Message);
    }

    [Fact]
    public void A_network_of_other_pictures_is_refused()
    {
        var network = new Network("small", new Shape(14, 14, 1), new Sequential(new Flatten(), new Dense(14 * 14, 10)));

        Assert.Equal(
            "small: expected a network [28, 28, 1] → [10], got [14, 14, 1] → [10].",
            Assert.Throws<InvalidDataException>(() => DigitRecognizer.Of(network)).Message);
    }

    private static GrayImage One()
    {
        var picture = new GrayImage(60, 90);
        for (int y = 15; y < 75; y++)
        {
            picture.Row(y).Slice(27, 7).Fill(255);
        }

        return picture;
    }

    [Fact]
    public void A_dot_is_never_a_digit_however_large()
    {
        using var recognizer = DigitRecognizer.Load();
        for (int radius = 1; radius < 40; radius++)
        {
            Assert.True(recognizer.TryRecognize(Bar(100, 0, 0, radius).ToColor())?.IsDigit != true, $"A dot of radius {radius} is taken for a digit.");
        }
    }

    [Fact]
    public void A_lying_dash_is_never_a_digit()
    {
        using var recognizer = DigitRecognizer.Load();
        var taken = new List<string>();
        foreach (int length in new[] { 20, 40, 80, 160 })
        {
            foreach (double radius in new[] { 0.03, 0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3, 0.4 })
            {
                for (int degrees = -35; degrees <= 35; degrees += 5)
                {
                    GrayImage dash = Bar(length * 5 / 2, length, double.DegreesToRadians(degrees), radius * length);
                    if (recognizer.TryRecognize(dash.ToColor()) is { IsDigit: true } digit)
                    {
                        taken.Add($"of length {length}, radius {radius * length} at {degrees}°: {digit.Digit}");
                    }
                }
            }
        }

        Assert.True(taken.Count == 0, string.Join("; ", taken));
    }

    // A straight stroke with round ends, black on white; a dot if it has no length.
    private static GrayImage Bar(int side, double length, double angle, double radius)
    {
        var picture = new GrayImage(side, side);
        (double sin, double cos) = Math.SinCos(angle);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                double right = x - (side / 2.0), down = y - (side / 2.0), across = (down * cos) - (right * sin);
                double beyond = Math.Max(0, Math.Abs((right * cos) + (down * sin)) - (length / 2));
                picture[x, y] = (byte)Math.Clamp(255 * (Math.Sqrt((beyond * beyond) + (across * across)) - radius + 0.5), 0, 255);
            }
        }

        return picture;
    }

    private static GrayImage Scribble(int number)
    {
        RandomSource random = new RandomKey(3, RandomPurpose.Test, Sample: number).Open();
        var picture = new GrayImage(50, 50);
        int x = 25, y = 25;
        for (int step = 0; step < 60; step++)
        {
            (x, y) = (Math.Clamp(x + random.NextInt32(7) - 3, 5, 42), Math.Clamp(y + random.NextInt32(7) - 3, 5, 42));
            for (int row = y; row < y + 4; row++)
            {
                picture.Row(row).Slice(x, 4).Fill(255);
            }
        }

        return picture;
    }
}
