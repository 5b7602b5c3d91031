using System.Diagnostics;
using System.Text.Json;

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

    /// <summary>Four trials of a few seconds each.</summary>
    public const string LongDefinition = """
        {
          "base": { "model": "lenet5", "trainLimit": 400, "validationCount": 200, "maxEpochs": 60, "batchSize": 20, "schedule": "constant" },
          "grid": { "learningRate": [0.001, 0.01] },
          "seeds": [1, 2]
        }
        """;

    private readonly HashSet<int> _killed = [];

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
        Process process = ProgramRun.StartHearingSignals(Work.Path, Environment, ["experiment", "run", "try.json", "--data", "mnist", .. options]);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>The table without which two experiments are not the same.</summary>
    public string Table(string folder = "try") => File.ReadAllText(Work.Of($"{folder}/table.csv"));

    /// <summary>How many trials have come so far that they left such a file.</summary>
    public int Count(string file, string folder = "try") =>
        Directory.Exists(Work.Of($"{folder}/trials")) ? Directory.GetFiles(Work.Of($"{folder}/trials"), file, SearchOption.AllDirectories).Length : 0;

    /// <summary>The processes that say that they are at work on a trial.</summary>
    public int[] TrialProcesses() => Directory.Exists(Work.Of("try/trials"))
        ? [.. Directory.GetFiles(Work.Of("try/trials"), "process.json", SearchOption.AllDirectories).Select(ProcessOf).OfType<int>()]
        : [];

    /// <summary>The processes that were started in the experiment's folder and live.</summary>
    public IEnumerable<int> ProcessesInFolder() => Process.GetProcesses().Select(process => process.Id).Where(IsInFolder);

    /// <summary>Kills a trial's process (SIGKILL), each once.</summary>
    /// <returns>Whether there was one to kill.</returns>
    public bool KillTrial()
    {
        int id = TrialProcesses().FirstOrDefault(_killed.Add);
        if (id > 0)
        {
            Process.Start("kill", ["-KILL", $"{id}"]).WaitForExit();
        }

        return id > 0;
    }

    private bool IsInFolder(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").LinkTarget == Work.Path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)   // it has ended, or is not ours
        {
            return false;
        }
    }

    // Null if the file is gone by now.
    private static int? ProcessOf(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("processId").GetInt32();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
