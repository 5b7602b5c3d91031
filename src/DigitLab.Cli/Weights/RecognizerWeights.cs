using System.Globalization;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;
using DigitLab.Zoo;

namespace DigitLab.Cli.Weights;

/// <summary>Makes the two networks that the recognizer comes with: one that reads digits, one that tells whether there is one.</summary>
/// <remarks>
/// Both learn from MNIST's training digits and from rendered pictures as the recognizer's own normalization sees them. MNIST's last 5,000
/// training digits, and pictures of another series, choose the temperature and the threshold; no test digit is looked at.
/// </remarks>
internal sealed class RecognizerWeights(WeightsRequest request, DigitDataset written, Workers workers, int threads, TextWriter output)
{
    private const int HeldBack = 5000;
    private const long FirstHeldBack = 1L << 40;          // behind any number of pictures to learn from
    private const double RefusedDigits = 0.005;           // of the digits held back: half of what may be refused, for those not seen yet
    private const string World = "mnist and rendered pictures";

    // What a hand, a pen and a camera change beyond what is rendered.
    private static readonly AugmentationSettings Augmentation = new()
    {
        RotationDegrees = 12,
        ShiftPixels = 2,
        ShearDegrees = 8,
        Zoom = 0.1,
        IsZoomPerAxis = true,
        ElasticAlpha = 24,
        ThicknessPixels = 0.4,
        Share = 0.9,
    };

    /// <summary>Renders, trains, calibrates and writes both files.</summary>
    internal void Make()
    {
        DigitDataset learned = written.Range(0, written.Count - HeldBack, "mnist-learned"), held = written.Range(written.Count - HeldBack, HeldBack, "mnist-held");
        DigitDataset digits = RenderedSigns.Digits(request.Pictures, request.Seed, 0, learned, threads);
        DigitDataset heldDigits = RenderedSigns.Digits(HeldBack, request.Seed, FirstHeldBack, held, threads);
        output.WriteLine($"{digits.Count:N0} of {request.Pictures:N0} rendered digits were found and normalized");
        if (request.Part is not WeightsPart.Reader)
        {
            MakeJudge(learned, digits, held, heldDigits);
        }

        if (request.Part is not WeightsPart.Judge)
        {
            MakeReader(RenderedSigns.Join(World, learned, digits), held, heldDigits);
        }
    }

    private void MakeJudge(DigitDataset learned, DigitDataset digits, DigitDataset held, DigitDataset heldDigits)
    {
        DigitDataset others = RenderedSigns.Others(request.Pictures, request.Seed, 0, learned, threads);
        DigitDataset heldOthers = RenderedSigns.Others(HeldBack, request.Seed, FirstHeldBack, held, threads);
        output.WriteLine($"{others.Count:N0} other signs");
        DigitDataset examples = RenderedSigns.Join(
            "judge",
            RenderedSigns.Labelled(learned.Take(Math.Min(learned.Count, digits.Count)), JudgeNetwork.Digit),
            RenderedSigns.Labelled(digits, JudgeNetwork.Digit),
            others);
        Network judge = JudgeNetwork.Train(
            examples, request.JudgeEpochs, request.Seed, workers, (epoch, loss) => output.WriteLine($"judge, epoch {epoch + 1}/{request.JudgeEpochs}: loss {loss:F4}"));
        double[] scores = JudgeNetwork.Score(judge, held, workers);
        Array.Sort(scores);
        double threshold = scores[(int)(RefusedDigits * scores.Length)];
        output.WriteLine($"judge: threshold {threshold:F3}; refuses {Below(scores, threshold):P2} of MNIST's digits held back, "
            + $"{Below(JudgeNetwork.Score(judge, heldDigits, workers), threshold):P2} of the rendered ones, "
            + $"{Below(JudgeNetwork.Score(judge, heldOthers, workers), threshold):P2} of the other signs");
        Save(RecognizerFiles.Judge, judge, (RecognizerFiles.Threshold, threshold));
    }

    private void MakeReader(DigitDataset world, DigitDataset held, DigitDataset heldDigits)
    {
        Network network = ModelZoo.Find(request.Model).Build();
        network.Initialize(request.Seed);
        var configuration = new TrainingConfiguration
        {
            Model = request.Model,
            Dataset = World,
            Seed = request.Seed,
            ValidationCount = held.Count,
            BatchSize = 256,
            MaxEpochs = request.Epochs,
            LearningRate = 0.08,
            Schedule = new OneCycleSchedule(RiseFraction: 0.2, StartDivisor: 5, FinalDivisor: 1000),
            Optimizer = new MuonSettings(Momentum: 0.9) { IsDecoupled = true },
            Loss = new SoftmaxCrossEntropySettings(LabelSmoothing: 0.1),
            AverageDecay = 0.998,
            Augmentation = Augmentation,
        };
        var data = new TrainingData(world, held, NormalizationFitter.Fit(NormalizationKind.Standard, world));
        var trainer = new Trainer(configuration, network, data, workers, new LineProgress(output));
        trainer.Run();
        Network reader = trainer.Evaluated;
        reader.Normalization = network.Normalization;
        Report(reader, held, heldDigits);
    }

    private void Report(Network reader, DigitDataset held, DigitDataset heldDigits)
    {
        float[][] outputs = NetworkOutputs.Of(reader, held, workers);
        int[] labels = [.. Enumerable.Range(0, held.Count).Select(i => (int)held.Label(i))];
        double temperature = Calibration.FitTemperature(outputs, labels);
        output.WriteLine($"{reader.Name}: on MNIST's digits held back {new Evaluator(reader, workers).Evaluate(held)}; on rendered ones "
            + $"{new Evaluator(reader, workers).Evaluate(heldDigits)}; temperature {temperature:F3}, "
            + $"expected calibration error {Calibration.ExpectedError(outputs, labels, temperature):P2} ({Calibration.ExpectedError(outputs, labels, 1):P2} without)");
        Save(RecognizerFiles.Reader, reader, (RecognizerFiles.Temperature, temperature));
    }

    private void Save(string name, Network network, (string Name, double Value) found)
    {
        string path = Path.Combine(request.Folder, name);
        ModelFile.Save(path, network, new Dictionary<string, string>
        {
            [found.Name] = found.Value.ToString("R", CultureInfo.InvariantCulture),
            ["origin"] = $"digitlab weights --model {request.Model} --epochs {request.Epochs} --judge-epochs {request.JudgeEpochs} --pictures {request.Pictures} --seed {request.Seed}",
        });
        output.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
    }

    private static double Below(double[] scores, double threshold) => (double)scores.Count(score => score < threshold) / scores.Length;
}
