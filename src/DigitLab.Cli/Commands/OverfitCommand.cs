using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;
using DigitLab.Zoo;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab overfit MODEL -n 100 -e 50</c>.</summary>
internal static class OverfitCommand
{
    private const int UsualCount = 100;
    private const int UsualEpochs = 50;
    private const int MostDigits = 10_000;
    private const int BarLength = 40;

    internal static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "The network." };
        var count = new Option<int>("--train-limit", "-n") { Description = $"Digits to learn by heart ({UsualCount} if not given).", HelpName = "N", DefaultValueFactory = _ => UsualCount };
        var epochs = new Option<int>("--max-epochs", "-e") { Description = $"Epochs ({UsualEpochs} if not given).", HelpName = "N", DefaultValueFactory = _ => UsualEpochs };
        var rate = new Option<double?>("--learning-rate") { Description = "The rate that falls to 0 along a cosine.", HelpName = "RATE" };
        var curve = new Option<string?>("--save-curve") { Description = "Save the curve as CSV: epoch, loss, accuracy.", HelpName = "FILE" };
        var figure = new Option<string?>("--save-figure") { Description = "Draw the curve into an SVG.", HelpName = "FILE" };
        var seed = new Option<ulong>("--seed", "-d") { Description = "The seed of everything random.", HelpName = "SEED", DefaultValueFactory = _ => 1 };
        Option<bool> json = CommonOptions.Json();
        Option<int?> threads = CommonOptions.Threads();
        var digits = new DigitOptions();
        var command = new Command("overfit", "Train a network to learn a few digits by heart, as one that is in order must.") { model, count, epochs, rate, seed, curve, figure, threads, json };
        digits.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(isVerbose: false, () =>
        {
            TrainingConfiguration configuration = OverfitCheck.Configure(
                parsed.GetValue(model)!, "", parsed.GetValue(epochs), parsed.GetValue(seed));
            return Run(
                configuration with { LearningRate = parsed.GetValue(rate) ?? configuration.LearningRate },
                parsed.GetValue(count),
                digits.Read(parsed),
                parsed.GetValue(curve),
                parsed.GetValue(figure),
                CommonOptions.ReadThreads(parsed, threads),
                parsed.GetValue(json));
        }));
        return command;
    }

    private static int Run(TrainingConfiguration configuration, int count, DigitRequest request, string? curvePath, string? figurePath, int threads, bool isJson)
    {
        if (count is < 1 or > MostDigits)
        {
            throw new UsageException($"-n {count}: expected 1 to {MostDigits} digits: a few are the point.");
        }

        foreach (string path in new[] { curvePath, figurePath }.OfType<string>())
        {
            AtomicFile.CheckWritable(path);   // before the training, not after it
        }

        Network network = OverfitCheck.WithoutDropout(ModelZoo.Find(configuration.Model).Build(), configuration.Seed);
        DigitSets digits = FoundDigits.For(request, isJson, count);
        using var workers = new Workers(threads);
        var curve = new List<CurvePoint>();
        Evaluation last = OverfitCheck.Run(configuration with { Dataset = digits.Name }, network, digits.Training.Take(count), workers, (epoch, evaluation) =>
        {
            curve.Add(new CurvePoint(epoch, evaluation.Loss, evaluation.Accuracy));
            if (!isJson)
            {
                string bar = new('█', (int)Math.Round(BarLength * evaluation.Accuracy));
                Console.WriteLine($"Epoch {epoch,3}: loss {evaluation.Loss,9:F6}, accuracy {100 * evaluation.Accuracy,6:F2}% {bar}");
            }
        });

        if (curvePath is not null)
        {
            AtomicFile.WriteText(curvePath, CurvePoint.ToCsv(curve));
        }

        if (figurePath is not null)
        {
            Draw(configuration.Model, count, curve).Save(figurePath);
        }

        bool isLearned = last.Errors.Count == 0;
        if (isJson)
        {
            CliJson.Write(new { configuration.Model, Dataset = digits.Name, Digits = count, IsLearned = isLearned, Curve = curve });
        }
        else
        {
            Console.WriteLine(isLearned
                ? $"{configuration.Model} knows its {count} digits by heart."
                : $"{configuration.Model} misreads {last.Errors.Count} of its {count} digits: try more epochs (-e) or another rate (--learning-rate); else look for a mistake.");
        }

        return isLearned ? ExitCode.Success : ExitCode.Failure;
    }

    private static LineChart Draw(string model, int count, IEnumerable<CurvePoint> curve) => new(
        $"{model} learns {count:N0} digits by heart", new Axis("epoch", IsWhole: true), new Axis("accuracy", "%", Max: 100), Series.Of("", curve.Select(point => 100 * point.Accuracy)));
}
