using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DigitLab.Benchmarks;

/// <summary>The programs that the peers need, and a temporary folder for the files that they exchange.</summary>
internal sealed class PeerTools : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _scripts = FindScripts();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digitlab-bench-");

    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Makes the folder, which goes when this does, or when somebody ends the process.</summary>
    internal PeerTools() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => DeleteFolder()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => DeleteFolder()),
    ];

    internal static string Python => Environment.GetEnvironmentVariable("DIGITLAB_PYTHON") is { Length: > 0 } named
        ? named
        : File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";   // the system's, for which Debian packages PyTorch

    internal static string Node => Environment.GetEnvironmentVariable("DIGITLAB_NODE") is { Length: > 0 } named ? named : "node";

    public void Dispose()
    {
        DeleteFolder();
        Array.ForEach(_signals, signal => signal.Dispose());
    }

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs a script of <c>bench/peers</c> to its end.</summary>
    /// <returns>Null if all went well, else the last line of what it complained about.</returns>
    internal string? Run(string program, string script, params ReadOnlySpan<string> arguments)
    {
        try
        {
            using Process process = Process.Start(StartInfo(program, script, arguments))!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return $"{script} did not end within {Patience.TotalMinutes} minutes";
            }

            process.WaitForExit();
            return process.ExitCode == 0 ? null : LastLine(errors.Result) ?? LastLine(output.Result) ?? $"exit code {process.ExitCode}";
        }
        catch (Win32Exception exception)
        {
            return $"{program}: {exception.Message}";
        }
    }

    /// <summary>How to start a script of <c>bench/peers</c>, with all three streams in our hands.</summary>
    internal ProcessStartInfo StartInfo(string program, string script, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(_scripts, script));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private void DeleteFolder()
    {
        _folder.Refresh();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private static string? LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();

    // Beside the sources, wherever the build was put and the program was started.
    private static string FindScripts()
    {
        foreach (string start in (ReadOnlySpan<string>)[AppContext.BaseDirectory, Environment.CurrentDirectory])
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                string scripts = Path.Combine(folder.FullName, "bench", "peers");
                if (Directory.Exists(scripts))
                {
                    return scripts;
                }
            }
        }

        throw new InvalidOperationException("The folder bench/peers is not to be found: run from within the repository.");
    }
}
