using System.Globalization;
using DigitLab.Cli.Rendering;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Weights;

/// <summary>Makes the networks that the recognizer comes with: those that read digits, taken from runs, and one that tells whether there is one, trained here.</summary>
/// <remarks>
/// The judge learns from MNIST's training digits and from rendered pictures as the recognizer's own normalization sees them. Digits held back
/// (of the judge MNIST's last 5,000, of a reader what its run held back), and pictures of another series, choose threshold and temperature; no
/// test digit is looked at.
/// </remarks>
internal sealed class RecognizerWeights(WeightsRequest request, DigitSets digits, Workers workers, int threads, TextWriter output)
{
    private const int HeldBack = 5000;
    private const int FewestRendered = 300;               // to judge a run by that learned from fewer
    private const long FirstHeldBack = 1L << 40;          // behind any number of pictures to learn from
    private const double RefusedDigits = 0.005;           // of the digits held back: half of what may be refused, for those not seen yet

    /// <summary>Renders, trains, calibrates and writes the file of the network that was asked for.</summary>
    internal void Make()
    {
        if (request.Run is string run)
        {
            MakeReader(run);
        }
        else
        {
            MakeJudge();
        }
    }

    private void MakeJudge()
    {
        DigitDataset written = digits.Training;
        DigitDataset learned = written.Range(0, written.Count - HeldBack, "mnist-learned"), held = written.Range(written.Count - HeldBack, HeldBack, "mnist-held");
        DigitDataset rendered = RenderedSigns.Digits(request.Pictures, request.Seed, 0, learned, threads);
        int heldPictures = Math.Min(HeldBack, request.Pictures);
        DigitDataset heldDigits = RenderedSigns.Digits(heldPictures, request.Seed, FirstHeldBack, held, threads);
        output.WriteLine($"{rendered.Count:N0} of {request.Pictures:N0} rendered digits were found and normalized");
        DigitDataset others = RenderedSigns.Others(request.Pictures, request.Seed, 0, learned, threads);
        DigitDataset heldOthers = RenderedSigns.Others(heldPictures, request.Seed, FirstHeldBack, held, threads);
        output.WriteLine($"{others.Count:N0} other signs");
        DigitDataset examples = DigitDataset.Concat(
            "judge",
            RenderedSigns.Labelled(learned.Take(Math.Min(learned.Count, rendered.Count)), JudgeNetwork.Digit),
            RenderedSigns.Labelled(rendered, JudgeNetwork.Digit),
            others);
        Network judge = JudgeNetwork.Train(
            examples, request.JudgeEpochs, request.Seed, workers, (epoch, loss) => output.WriteLine($"judge, epoch {epoch + 1}/{request.JudgeEpochs}: loss {loss:F4}"));
        double[] scores = JudgeNetwork.Score(judge, held, workers);
        Array.Sort(scores);
        double threshold = scores[(int)(RefusedDigits * scores.Length)];
        output.WriteLine($"judge: threshold {threshold:F3}; refuses {Below(scores, threshold):P2} of MNIST's digits held back, "
            + $"{Below(JudgeNetwork.Score(judge, heldDigits, workers), threshold):P2} of the rendered ones, "
            + $"{Below(JudgeNetwork.Score(judge, heldOthers, workers), threshold):P2} of the other signs");
        Save(RecognizerFiles.Judge, judge, (RecognizerFiles.Threshold, threshold), $"digitlab weights --judge-epochs {request.JudgeEpochs} --pictures {request.Pictures} --seed {request.Seed}");
    }

    private void MakeReader(string run)
    {
        TrainingConfiguration configuration = RunFolder.ConfigurationOf(run);
        if (!RunFolder.IsFinished(run) || configuration.ValidationCount == 0)
        {
            throw new UsageException($"--run {run}: expected a finished run that held digits back, got {(configuration.ValidationCount == 0 ? "one without such digits" : "one that goes on")}: the temperature is fitted on them.");
        }

        Network reader = ModelSource.Load(run);
        DigitDataset held = TrainingData.Split(configuration, digits).Validation;
        DigitDataset heldDigits = RenderedSigns.Digits(Math.Clamp(configuration.RenderedCount, FewestRendered, HeldBack), configuration.Seed, FirstHeldBack, held, threads);
        float[][] outputs = NetworkOutputs.Of(reader, held, workers);
        int[] labels = [.. Enumerable.Range(0, held.Count).Select(i => (int)held.Label(i))];
        double temperature = Calibration.FitTemperature(outputs, labels);
        output.WriteLine($"{reader.Name}: on the digits held back {new Evaluator(reader, workers).Evaluate(held)}; on rendered ones "
            + $"{new Evaluator(reader, workers).Evaluate(heldDigits)}; temperature {temperature:F3}, "
            + $"expected calibration error {Calibration.ExpectedError(outputs, labels, temperature):P2} ({Calibration.ExpectedError(outputs, labels, 1):P2} without)");
        string file = request.Network == BuiltInNetwork.LeNet5 ? RecognizerFiles.LeNet5 : RecognizerFiles.Reader;
        Save(file, reader, (RecognizerFiles.Temperature, temperature), $"digitlab weights --run {run} --network {request.Network.ToString().ToLowerInvariant()}");
    }

    private void Save(string name, Network network, (string Name, double Value) found, string origin)
    {
        string path = Path.Combine(request.Folder, name);
        ModelFile.Save(path, network, new Dictionary<string, string>
        {
            [found.Name] = found.Value.ToString("R", CultureInfo.InvariantCulture),
            ["origin"] = origin,
        });
        output.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
    }

    private static double Below(double[] scores, double threshold) => (double)scores.Count(score => score < threshold) / scores.Length;
}
