using System.CommandLine;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment run FILE</c>.</summary>
internal static class ExperimentRunCommand
{
    internal static Command Create()
    {
        var source = new Argument<string>("FILE|FOLDER") { Description = "A definition such as experiments/NAME.json, or the folder of an experiment that has begun." };
        var folder = new Option<string?>("--folder") { Description = "The experiment's folder; the definition's path without .json if not given.", HelpName = "FOLDER" };
        var seed = new Option<ulong?>("--seed", "-d") { Description = "Train with this seed only, in a folder of its own: the definition's path with -seed-N.", HelpName = "SEED" };
        var executor = new Option<ExecutorKind>("--executor") { Description = "Where trials run." };
        var parallel = new Option<int?>("--parallel") { Description = "Trials at a time; one a core if not given, on Slurm as many as it has places.", HelpName = "N" };
        var prune = new Option<bool?>("--prune") { Description = "Stop hopeless settings early (--prune false: train all to the end); as the definition says if not given.", Arity = ArgumentArity.ZeroOrOne };
        var order = new Option<SequenceKind>("--order") { Description = "In which order trials begin; no result depends on it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be trained, and do nothing." };
        var detach = new Option<bool>("--detach") { Description = "Leave as soon as Slurm has everything; its jobs go on by themselves." };
        var followUp = new Option<bool>("--follow-up") { Description = "As a job of Slurm, go on where no runner is left.", Hidden = true };
        var slurm = new Option<string[]>("--slurm") { Description = "Options for sbatch, without dashes: partition=NAME,time=MINUTES,cpus-per-task=N. May be given again.", HelpName = "LIST", DefaultValueFactory = _ => [] };
        Option<int?> threads = CommonOptions.Threads();
        threads.Description = "Threads of a trial; the cores divided by the trials at a time if not given, on Slurm the cores that it gives. No bit depends on it.";
        Option<string?> data = CommonOptions.Data();
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("run", "Run an experiment, or go on with it: finished trials are skipped, interrupted ones resume.")
        {
            source, folder, seed, executor, parallel, prune, order, dryRun, detach, followUp, slurm, threads, data, verbose,
        };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => ExperimentSession.RunAsync(new ExperimentRequest(
            parsed.GetValue(source)!,
            parsed.GetValue(folder),
            parsed.GetValue(seed),
            parsed.GetValue(executor),
            CommonOptions.AtLeastOne("--parallel", parsed.GetValue(parallel)),
            parsed.GetResult(prune) is null ? null : parsed.GetValue(prune) ?? true,
            parsed.GetValue(order) == SequenceKind.Random,
            parsed.GetValue(dryRun),
            parsed.GetValue(detach),
            parsed.GetValue(followUp),
            parsed.GetValue(slurm) ?? [],
            parsed.GetResult(threads) is null ? null : CommonOptions.ReadThreads(parsed, threads),
            parsed.GetValue(data)))));
        return command;
    }
}
