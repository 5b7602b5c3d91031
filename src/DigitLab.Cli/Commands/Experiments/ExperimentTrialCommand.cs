using System.CommandLine;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment trial FOLDER NUMBER --to-epoch N</c>: what executors start.</summary>
internal static class ExperimentTrialCommand
{
    private const string SlurmCores = "SLURM_CPUS_PER_TASK";

    internal static Command Create()
    {
        Argument<string> folder = CommonOptions.Experiment();
        var number = new Argument<int>("NUMBER") { Description = "The trial." };
        var target = new Option<int>("--to-epoch") { Description = "The epoch to train to.", Required = true };
        var follow = new Option<bool>(TrialCommand.FollowOption) { Description = "End when the input ends." };
        Option<int?> threads = CommonOptions.Threads();
        Option<string?> data = CommonOptions.Data();
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("trial", "Train one trial in its folder, as a runner wants it.") { folder, number, target, follow, threads, data, verbose };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => TrialSession.Run(
            parsed.GetValue(folder)!,
            new TrialOrder(parsed.GetValue(number), parsed.GetValue(target)),
            parsed.GetValue(data),
            parsed.GetResult(threads) is null && int.TryParse(Environment.GetEnvironmentVariable(SlurmCores), out int cores) ? cores : CommonOptions.ReadThreads(parsed, threads),
            parsed.GetValue(follow))));
        return command;
    }
}
