using System.Diagnostics;

namespace DigitLab.Web;

/// <summary>A training that this lab started: a process of its own, which saves and ends when its input does.</summary>
internal sealed class RunProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private volatile string? _lastError;

    /// <param name="command">The program with all its arguments.</param>
    /// <exception cref="IOException">It could not be started.</exception>
    internal RunProcess(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start) ?? throw new IOException($"{command[0]}: the program could not be started.");
        _process.OutputDataReceived += (_, _) => { };   // the run's folder has it all
        _process.ErrorDataReceived += (_, data) => _lastError = string.IsNullOrWhiteSpace(data.Data) ? _lastError : data.Data;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether it trains.</summary>
    internal bool IsAlive => !_process.HasExited;

    /// <summary>Whether it ended, and was not asked to.</summary>
    internal bool HasFailed => _process.HasExited && _process.ExitCode != 0 && !IsAskedToStop;

    /// <summary>What it said last on its error stream; all of it, once it has ended.</summary>
    internal string? LastError
    {
        get
        {
            if (_process.HasExited)
            {
                _process.WaitForExit();   // until its streams are read to their ends
            }

            return _lastError;
        }
    }

    private bool IsAskedToStop { get; set; }

    /// <summary>Asks it to save and end, and waits until it has.</summary>
    internal async Task StopAsync()
    {
        if (!IsAskedToStop)
        {
            IsAskedToStop = true;
            _process.StandardInput.Close();
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _process.Dispose();
}
