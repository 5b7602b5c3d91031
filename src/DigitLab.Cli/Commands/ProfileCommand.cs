using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Neural;
using DigitLab.Training;
using DigitLab.Zoo;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab profile MODEL [-b N]</c>.</summary>
internal static class ProfileCommand
{
    private const double UsualSeconds = 2;
    private const double MostSeconds = 600;
    private const int LargestBatch = 65_536;

    internal static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "The network." };
        var batch = new Option<int?>("--batch-size", "-b") { Description = "Digits in a batch; the network's own recipe's if not given.", HelpName = "N" };
        var seconds = new Option<double>("--seconds")
        {
            Description = $"How long to measure training, and then inference ({UsualSeconds} if not given).",
            HelpName = "S",
            DefaultValueFactory = _ => UsualSeconds,
        };
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("profile", "Where a network's time goes: each layer forward, backward and at inference.") { model, batch, seconds, threads, json };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(isVerbose: false, () => Show(
            ModelZoo.Find(parsed.GetValue(model)!),
            parsed.GetValue(batch),
            parsed.GetValue(seconds),
            CommonOptions.ReadThreads(parsed, threads),
            parsed.GetValue(json))));
        return command;
    }

    private static int Show(ZooModel model, int? batchSize, double seconds, int threads, bool isJson)
    {
        int batch = batchSize ?? ZooRecipes.Find(model.Name, RecipeKind.Quick).BatchSize;
        if (batch is < 1 or > LargestBatch)
        {
            throw new UsageException($"-b {batch}: expected 1 to {LargestBatch} digits.");
        }

        if (seconds is not (>= 0 and <= MostSeconds))
        {
            throw new UsageException($"--seconds {seconds}: expected 0 to {MostSeconds}.");
        }

        using var workers = new Workers(threads);
        NetworkProfile profile = NetworkProfile.Measure(model.Build(), batch, workers, TimeSpan.FromSeconds(seconds));
        if (isJson)
        {
            CliJson.Write(Describe(model, profile));
        }
        else
        {
            Console.WriteLine($"{model.Name}: batches of {batch}, {threads} {(threads == 1 ? "thread" : "threads")}, {VectorWidth.Name}; medians, in milliseconds a batch");
            ProfileTable.Write(AnsiConsole.Console, profile);
        }

        return ExitCode.Success;
    }

    private static object Describe(ZooModel model, NetworkProfile profile) => new
    {
        Model = model.Name,
        profile.BatchSize,
        profile.Threads,
        Vectors = VectorWidth.Name,
        profile.TrainingMs,
        TrainingDigitsPerSecond = PerSecond(profile, profile.TrainingMs),
        profile.InferenceMs,
        InferenceDigitsPerSecond = PerSecond(profile, profile.InferenceMs),
        profile.LossMs,
        profile.OptimizerMs,
        Layers = profile.Layers.Select(layer => new
        {
            layer.Name,
            layer.Description,
            OutputShape = $"{layer.OutputShape}",
            layer.MultiplyAdds,
            layer.ForwardMs,
            layer.BackwardMs,
            TrainingShare = layer.TrainingMs / profile.TrainingMs,
            layer.TrainingGflops,
            layer.InferenceMs,
            InferenceShare = layer.InferenceMs / profile.InferenceMs,
            layer.InferenceGflops,
        }),
    };

    private static double PerSecond(NetworkProfile profile, double milliseconds) => 1e3 * profile.BatchSize / milliseconds;
}
