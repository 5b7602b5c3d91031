using System.CommandLine;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment watch FOLDER</c>.</summary>
internal static class ExperimentWatchCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    internal static Command Create()
    {
        Argument<string> folder = CommonOptions.Experiment();
        var once = new Option<bool>("--once") { Description = "Look once, and leave." };
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("watch", "Look on while an experiment runs, from any machine that shares its disk; until it is over, or Ctrl-C.") { folder, once, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => WatchAsync(ExperimentFolder.Open(parsed.GetValue(folder)!), parsed.GetValue(once))));
        return command;
    }

    private static async Task<int> WatchAsync(ExperimentFolder folder, bool isOnce)
    {
        using var interruption = new Interruption();
        var reader = new ExperimentReader(folder);
        var last = ExperimentStatus.Of(folder, reader.Read());
        if (isOnce)
        {
            Spectre.Console.AnsiConsole.Write(StatusTable.Of(folder, last, last.Trials.Count, notice: null, Math.Max(1, last.Count(TrialState.Running))));
            return ExitCode.Success;
        }

        var view = new ExperimentView(folder, () => null, () => Math.Max(1, last.Count(TrialState.Running)));
        return await view.RunAsync(async show =>
        {
            for (show(last); !last.IsOver && !interruption.Token.IsCancellationRequested; show(last))
            {
                await Task.Delay(Pause, interruption.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                last = ExperimentStatus.Of(folder, reader.Read());
            }

            return ExitCode.Success;
        });
    }
}
