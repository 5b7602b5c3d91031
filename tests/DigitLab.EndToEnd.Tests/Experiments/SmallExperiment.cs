using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

/// <summary>An experiment of seconds in a folder of its own: two rates by two optimizers by two seeds, pruned, on a few digits in MNIST's form.</summary>
public sealed class SmallExperiment : IDisposable
{
    public const int Trials = 8;

    public const string Definition = """
        {
          "description": "Rates and optimizers.",
          "base": { "model": "softmax", "trainLimit": 400, "validationCount": 200, "maxEpochs": 6, "batchSize": 20, "schedule": "constant" },
          "grid": { "learningRate": [0.0001, 0.1], "optimizer": ["sgd", "adam"] },
          "seeds": [1, 2],
          "pruning": { "minEpochs": 3, "factor": 2 },
          "published": { "errors": 3, "count": 50, "source": "nobody 2026" }
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public SmallExperiment(string definition = Definition)
    {
        SmallMnist.WriteTo(Work.Of("mnist"), training: 600, test: 50);
        File.WriteAllText(Work.Of("try.json"), definition);
    }

    public WorkFolder Work { get; } = new();

    public (string Name, string? Value)[] Environment { get; init; } = [];

    public void Dispose() => Work.Dispose();

    public ProgramRun Run(params string[] options) => Do("run", "try.json", ["--data", "mnist", .. options]);

    public ProgramRun Do(string command, string argument, params string[] options) => ProgramRun.Of(Work.Path, Environment, ["experiment", command, argument, .. options]);

    public Process Start(params string[] options)
    {
        Process process = ProgramRun.Start(Work.Path, Environment, ["experiment", "run", "try.json", "--data", "mnist", .. options]);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>The table without which two experiments are not the same.</summary>
    public string Table(string folder = "try") => File.ReadAllText(Work.Of($"{folder}/table.csv"));

    /// <summary>How many trials have come so far that they left such a file.</summary>
    public int Count(string file, string folder = "try") =>
        Directory.Exists(Work.Of($"{folder}/trials")) ? Directory.GetFiles(Work.Of($"{folder}/trials"), file, SearchOption.AllDirectories).Length : 0;

    public static void WaitFor(Func<bool> isThere, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!isThere())
        {
            Assert.True(clock.Elapsed < Patience, $"Waited in vain for {what}.");
            Thread.Sleep(20);
        }
    }
}
