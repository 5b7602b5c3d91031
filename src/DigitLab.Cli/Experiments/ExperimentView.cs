using DigitLab.Training;
using Spectre.Console;

namespace DigitLab.Cli.Experiments;

/// <summary>An experiment while it runs: one live table on a terminal, elsewhere a line for each change.</summary>
internal sealed class ExperimentView(ExperimentFolder folder, Func<string?> notice, Func<int> atOnce)
{
    private readonly bool _isLive = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
    private TrialState[] _told = [];
    private string? _toldNotice;

    /// <summary>Shows what work reports until the work is done.</summary>
    internal async Task<T> RunAsync<T>(Func<Action<ExperimentStatus>, Task<T>> work)
    {
        if (!_isLive)
        {
            return await work(Tell);
        }

        T? result = default;
        await AnsiConsole.Live(new Text("")).AutoClear(true).StartAsync(async live => result = await work(status =>
        {
            live.UpdateTarget(StatusTable.Of(folder, status, Math.Max(5, AnsiConsole.Profile.Height - 6), notice(), atOnce()));
            live.Refresh();
        }));
        return result!;
    }

    private void Tell(ExperimentStatus status)
    {
        if (_told.Length == 0)
        {
            _told = new TrialState[status.States.Count];
            Console.WriteLine($"{folder.Definition.Name}: {StatusTable.Counts(status)}; folder {folder.Path}");
        }

        for (int i = 0; i < _told.Length; i++)
        {
            if (_told[i] != status.States[i] && status.States[i] is not (TrialState.Waiting or TrialState.Interrupted))
            {
                _told[i] = status.States[i];
                Console.WriteLine($"Trial {status.Trials[i].Number} ({StatusTable.Describe(folder, status.Trials[i])}): {StatusTable.Progress(folder, status, i)}");
            }
        }

        if (notice() is string words && words != _toldNotice)
        {
            Console.WriteLine(words);
        }

        _toldNotice = notice();
    }
}
