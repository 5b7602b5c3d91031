using DigitLab.Neural;
using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>A network's profile as a table; on a wide terminal, and in a file, with what each layer does.</summary>
internal static class ProfileTable
{
    private const int Wide = 170;

    internal static void Write(IAnsiConsole console, NetworkProfile profile)
    {
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = Wide;   // a file breaks no lines
        }

        var table = new ProfileRows(hasDescriptions: console.Profile.Width >= Wide);
        foreach (LayerProfile layer in profile.Layers)
        {
            table.Add(
                layer.Name,
                $"{layer.Description} → {layer.OutputShape}",
                Time(layer.ForwardMs),
                Time(layer.BackwardMs),
                Share(layer.TrainingMs, profile.TrainingMs),
                Rate(layer.TrainingGflops),
                Time(layer.InferenceMs),
                Share(layer.InferenceMs, profile.InferenceMs),
                Rate(layer.InferenceGflops));
        }

        table.Add("loss", "softmax cross-entropy", Time(profile.LossMs), "", Share(profile.LossMs, profile.TrainingMs), "", "", "", "");
        table.Add("step", "Adam, and clearing the gradients", "", Time(profile.OptimizerMs), Share(profile.OptimizerMs, profile.TrainingMs), "", "", "", "");
        table.Add(
            "total",
            "",
            Time(profile.Layers.Sum(layer => layer.ForwardMs) + profile.LossMs),
            Time(profile.Layers.Sum(layer => layer.BackwardMs) + profile.OptimizerMs),
            "100.0%",
            Rate(profile.TrainingGflops),
            Time(profile.InferenceMs),
            "100.0%",
            Rate(profile.InferenceGflops));
        console.Write(table.Table);
        Console.WriteLine($"Training {Digits(profile, profile.TrainingMs)}, inference {Digits(profile, profile.InferenceMs)}.");
    }

    private static string Time(double milliseconds) => $"{milliseconds:F3}";

    private static string Share(double part, double whole) => $"{100 * part / whole:F1}%";

    private static string Rate(double? gflops) => $"{gflops:F1}";

    private static string Digits(NetworkProfile profile, double milliseconds) => $"{1e3 * profile.BatchSize / milliseconds:N0} digits/s";
}
