using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A web lab over two runs, a network with a spatial transformer and a small experiment.</summary>
public sealed class ComparedLab : IDisposable
{
    public const string Transformer = "transformer";

    private const string Experiment = """
        {
          "description": "Two rates.",
          "base": { "model": "softmax", "trainLimit": 400, "validationCount": 200, "maxEpochs": 2, "batchSize": 20, "schedule": "constant" },
          "grid": { "learningRate": [0.0001, 0.1] },
          "seeds": [1, 2]
        }
        """;

    public ComparedLab()
    {
        string runs = Path.Combine(Server.FolderPath, "runs");
        foreach (string seed in (string[])["1", "2"])
        {
            Require(ProgramRun.Of(Server.FolderPath, "train", "softmax", "-n", "500", "-e", seed, "--seed", seed, "--data", "data", "--run", $"runs/run-{seed}"));
        }

        File.WriteAllText(Path.Combine(runs, "rates.json"), Experiment);
        Require(ProgramRun.Of(Server.FolderPath, "experiment", "run", "runs/rates.json", "--data", "data"));
        Network network = ModelZoo.Find("lenet53-stn").Build();
        network.Initialize(seed: 1);
        Directory.CreateDirectory(Path.Combine(runs, Transformer));
        ModelFile.Save(Path.Combine(runs, Transformer, "best.safetensors"), network);
    }

    internal LabServer Server { get; } = new();

    public void Dispose() => Server.Dispose();

    private static void Require(ProgramRun run) => Assert.True(run.ExitCode == 0, run.Errors);
}
