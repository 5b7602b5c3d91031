using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DigitLab.Benchmarks;

/// <summary>A public web lab in a process of its own.</summary>
internal sealed partial class ServedLab : IDisposable
{
    private readonly Process _process;

    /// <param name="isLimited">Whether each visitor may ask only so often as <c>--public</c> allows.</param>
    internal ServedLab(bool isLimited)
    {
        string[] limit = isLimited ? [] : ["--rate-limit", "0"];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "DigitLab.Cli.dll"), "serve", "--public", "--port", "0", .. limit])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("digitlab serve could not be started.");
        string line = _process.StandardOutput.ReadLine() ?? "";
        Port = Opening().Match(line) is { Success: true } match ? int.Parse(match.Groups[1].Value) : throw new InvalidOperationException($"digitlab serve said: {line}");
    }

    /// <summary>Where it is open on this machine.</summary>
    internal int Port { get; }

    /// <summary>The memory that it holds, in MiB.</summary>
    internal double MemoryMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex("http://[^:]+:([0-9]+)")]
    private static partial Regex Opening();
}
