using DigitLab.Training;

namespace DigitLab.Cli.Output;

/// <summary>How a race is told.</summary>
/// <param name="Recipe">What is raced.</param>
/// <param name="Dataset">The digits' name.</param>
/// <param name="Digits">How many there are to learn from.</param>
/// <param name="HeldOut">How many training digits were held back to be read in place of the test digits; 0 if the test digits are read.</param>
/// <param name="Machine">Where.</param>
/// <param name="StartUpSeconds">From the process's start to the command's.</param>
/// <param name="LoadingSeconds">Reading the digits, cutting them, finding their mean and deviation.</param>
/// <param name="WarmUpSeconds">Compiling and warming.</param>
internal sealed record RaceReport(
    RaceRecipe Recipe,
    string Dataset,
    int Digits,
    int HeldOut,
    MachineDescription Machine,
    double StartUpSeconds,
    double LoadingSeconds,
    double WarmUpSeconds)
{
    private string Read => HeldOut == 0 ? "test" : "held-out";

    internal static void Write(RaceRun run) => Console.WriteLine(
        $"Seed {run.Seed}: {run.TrainingSeconds:F3} s, accuracy {100 * run.Accuracy:F2}% ({run.Errors:N0} {(run.Errors == 1 ? "error" : "errors")} in {run.Count:N0}{Alone(run)})");

    internal void WriteStart()
    {
        Console.WriteLine(
            $"Race to {Recipe.Name}%: {(Recipe.Networks == 1 ? "" : $"{Recipe.Networks} networks that vote, each of ")}{Recipe.Build(Recipe.Side).ParameterCount:N0} parameters, {Digits:N0} digits of {Recipe.Side}×{Recipe.Side}, "
            + $"{Recipe.Configuration.MaxEpochs} {(Recipe.Configuration.MaxEpochs == 1 ? "epoch" : "epochs")}, {Recipe.GigaOperations(Digits):F1} GFLOP; "
            + $"{Machine.Threads} {(Machine.Threads == 1 ? "thread" : "threads")}, {Machine.Vectors}");
        Console.WriteLine($"Not counted: start-up {StartUpSeconds:F2} s, loading {LoadingSeconds:F2} s, warm-up {WarmUpSeconds:F2} s");
    }

    internal void Write(RaceResult result)
    {
        Console.WriteLine(
            $"{result.Runs.Count} {(result.Runs.Count == 1 ? "seed" : "seeds")}: {Read} accuracy {100 * result.Accuracy:F3} ± {100 * result.AccuracyDeviation:F3}%, "
            + $"training {result.TrainingSeconds:F3} ± {result.TrainingSecondsDeviation:F3} s, {Recipe.GigaOperations(Digits) / result.TrainingSeconds:F0} GFLOP/s");
        Console.WriteLine($"{Recipe.Name}% is {(result.IsReached ? "reached" : "missed")}.");
    }

    internal void WriteJson(RaceResult result) => CliJson.Write(new
    {
        Recipe.Target,
        Dataset,
        Digits,
        HeldOut,
        Recipe.Side,
        Recipe.Networks,
        Network = Recipe.Build(Recipe.Side).Body.ToString(),
        Recipe.Configuration,
        GigaOperations = Recipe.GigaOperations(Digits),
        Machine,
        StartUpSeconds,
        LoadingSeconds,
        WarmUpSeconds,
        result.Accuracy,
        result.AccuracyDeviation,
        result.TrainingSeconds,
        result.TrainingSecondsDeviation,
        result.IsReached,
        result.Runs,
    });

    private static string Alone(RaceRun run) => run.ErrorsAlone.Count > 1 ? $"; alone {string.Join(", ", run.ErrorsAlone)}" : "";
}
