using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DigitLab.EndToEnd.Tests;

/// <summary>The web lab as <c>digitlab serve</c> opens it, in a process of its own, over a folder with a few synthetic digits.</summary>
public sealed partial class LabServer : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly Process _process;

    public LabServer()
        : this(data: null)
    {
    }

    /// <param name="data">A folder with MNIST's files; synthetic digits if null.</param>
    /// <param name="arguments">More for the command line.</param>
    internal LabServer(string? data, params string[] arguments)
    {
        if (data is null)
        {
            SmallMnist.WriteTo(data = _folder.Of("data"), training: 6500, test: 500);
        }

        _process = ProgramRun.Start(_folder.Path, [], ["serve", "--port", "0", "--data", data, .. arguments]);
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"digitlab serve said nothing: {_process.StandardError.ReadToEnd()}");
        Address = Opening().Match(line) is { Success: true } match ? match.Value : throw new InvalidOperationException($"digitlab serve said: {line}");
    }

    /// <summary>Where it is open, without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Its folder, with <c>runs/</c> and <c>drawings/</c>.</summary>
    public string FolderPath => _folder.Path;

    /// <summary>Asks it to close, as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public int Close()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            kill.WaitForExit();
            Assert.True(_process.WaitForExit(TimeSpan.FromMinutes(2)), "digitlab serve did not close.");
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        Close();
        _process.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("http://[^:]+:[0-9]+")]
    private static partial Regex Opening();
}
