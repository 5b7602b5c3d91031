using System.Diagnostics;

namespace DigitLab.Neural.Tests.Tiers;

/// <summary>What the probe said in a process with some of the processor taken away.</summary>
internal sealed class ProbeReport
{
    private const int LongestWaitMs = 60_000;

    private readonly Dictionary<string, string> _lines;

    private ProbeReport(Dictionary<string, string> lines) => _lines = lines;

    public int Lanes => int.Parse(_lines["lanes"]);

    public bool HasAvx512 => bool.Parse(_lines["avx512"]);

    public bool HasAvx2 => bool.Parse(_lines["avx2"]);

    public bool HasFma => bool.Parse(_lines["fma"]);

    public bool HasVectors => bool.Parse(_lines["vectors"]);

    public string Weights => _lines["weights"];

    /// <param name="switchedOff">The runtime's setting that is set to 0; null for none.</param>
    public static ProbeReport Of(string? switchedOff)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DigitLab.Neural.Probe.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);   // or the tests' own tier would hide the one that is asked for
        }

        if (switchedOff is not null)
        {
            start.Environment[switchedOff] = "0";
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LongestWaitMs))
        {
            process.Kill();
            Assert.Fail($"The probe without {switchedOff} did not end within {LongestWaitMs} ms.");
        }

        Assert.True(process.ExitCode == 0, $"The probe without {switchedOff} failed: {errors.Result}");
        return new ProbeReport(output.Result
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => words[1]));
    }
}
