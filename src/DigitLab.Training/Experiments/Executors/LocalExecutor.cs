using System.Diagnostics;

namespace DigitLab.Training;

/// <summary>Runs trials as processes on this machine, a few at a time.</summary>
/// <remarks>
/// A trial's process reads its input until it ends, which is when this process ends, however it does: a runner that is killed leaves no
/// trial behind. They save where they stand and go on when the runner is started again.
/// </remarks>
public sealed class LocalExecutor : ITrialExecutor
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ExperimentFolder _folder;
    private readonly TrialCommand _command;
    private readonly int _places;
    private readonly Dictionary<int, Process> _processes = [];
    private readonly Dictionary<int, string> _lastErrors = [];
    private readonly Dictionary<int, DateTime> _notBefore = [];

    /// <summary>An executor without any process yet.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="command">How to start a trial.</param>
    /// <param name="places">How many processes at a time; at least 1.</param>
    public LocalExecutor(ExperimentFolder folder, TrialCommand command, int places)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        (_folder, _command, _places) = (folder, command, places);
    }

    /// <inheritdoc/>
    public IReadOnlySet<int> UnderWay => _processes.Keys.ToHashSet();

    /// <inheritdoc/>
    public string? Notice { get; private set; }

    /// <inheritdoc/>
    public bool OutlivesRunner => false;

    /// <inheritdoc/>
    public Task LookAsync(CancellationToken cancellation)
    {
        foreach ((int number, Process process) in _processes.Where(each => each.Value.HasExited).ToArray())
        {
            process.WaitForExit();   // for the last of its output
            _processes.Remove(number);
            Conclude(number, process.ExitCode);
            process.Dispose();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(IReadOnlyList<TrialOrder> orders, CancellationToken cancellation)
    {
        foreach (TrialOrder order in orders.Where(order => !_processes.ContainsKey(order.Number) && !(_notBefore.GetValueOrDefault(order.Number) > DateTime.UtcNow)))
        {
            if (_processes.Count >= _places)
            {
                break;
            }

            _processes[order.Number] = Start(order);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        Task[] ends = [.. _processes.Values.Select(process => process.WaitForExitAsync(cancellation))];
        await Task.WhenAny([.. ends, Task.Delay(Pause, cancellation)]).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();   // which the first of several tasks to end does not do
    }

    /// <summary>Lets all processes save where they stand and end.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes.Values)
        {
            process.StandardInput.Close();
        }

        foreach (Process process in _processes.Values)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }

        _processes.Clear();
    }

    private Process Start(TrialOrder order)
    {
        string[] line = [.. _command.Line(_folder.Path, order), TrialCommand.FollowOption];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start) ?? throw new IOException($"{line[0]}: the program could not be started.");
        process.OutputDataReceived += (_, _) => { };   // it writes its log itself
        process.ErrorDataReceived += (_, data) =>
        {
            if (!string.IsNullOrWhiteSpace(data.Data))
            {
                lock (_lastErrors)
                {
                    _lastErrors[order.Number] = data.Data;
                }
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Conclude(int number, int exitCode)
    {
        string? error;
        lock (_lastErrors)
        {
            _lastErrors.Remove(number, out error);
        }

        switch (exitCode)
        {
            case 0:
                break;
            case TrialCommand.BusyExitCode:
                _notBefore[number] = DateTime.UtcNow + BusyPause;   // a trial of a runner that was killed, still saving
                break;
            default:
                try
                {
                    TrialDeaths.Note(_folder.TrialPath(number), exitCode > 128 ? $"signal {exitCode - 128}" : $"exit code {exitCode}{(error is null ? "" : $": {error}")}");
                }
                catch (IOException exception)
                {
                    throw new IOException($"Trial {number}: {error ?? exception.Message} Nothing is lost: mend it and give the same command again.", exception);
                }

                break;
        }
    }
}
