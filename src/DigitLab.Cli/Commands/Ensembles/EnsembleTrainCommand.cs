using System.CommandLine;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;
using DigitLab.Cli.Testing;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab ensemble train DEFINITION</c>.</summary>
internal static class EnsembleTrainCommand
{
    internal static Command Create()
    {
        var source = new Argument<string>("DEFINITION") { Description = "An experiment's definition with an \"ensemble\" in it, or the folder of one that has begun." };
        var folder = new Option<string?>("--folder") { Description = "The ensemble's folder; the definition's path without .json if not given.", HelpName = "FOLDER" };
        var parallel = new Option<int?>("--parallel") { Description = "Networks trained at a time; one a core if not given.", HelpName = "N" };
        Option<int?> threads = CommonOptions.Threads();
        Option<string?> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var command = new Command("train", "Train the networks of a definition, or go on with it; then let them read the test digits together, once.") { source, folder, parallel, threads, data, json, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => RunAsync(
            new ExperimentRequest(
                parsed.GetValue(source)!,
                parsed.GetValue(folder),
                Seed: null,
                ExecutorKind.Local,
                CommonOptions.AtLeastOne("--parallel", parsed.GetValue(parallel)),
                IsPruned: false,   // every network of the definition is to vote
                IsShuffled: false,
                IsDryRun: false,
                IsDetached: false,
                IsFollowUp: false,
                SlurmOptions: [],
                parsed.GetResult(threads) is null ? null : CommonOptions.ReadThreads(parsed, threads),
                parsed.GetValue(data)),
            CommonOptions.ReadThreads(parsed, threads),
            parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> RunAsync(ExperimentRequest request, int threads, bool isJson)
    {
        bool isFolder = ExperimentFolder.IsThere(request.Source);
        ExperimentDefinition definition = isFolder ? ExperimentFolder.Open(request.Source).Definition : ExperimentDefinition.Load(request.Source);
        EnsembleSettings settings = definition.Ensemble
            ?? throw new InvalidDataException($"{request.Source}: expected \"ensemble\": {{ \"vote\": \"mean\" }} beside base and grid: it says how the networks vote.");
        string path = request.Folder ?? (isFolder ? request.Source : Path.ChangeExtension(request.Source, null));
        int code = await ExperimentSession.RunAsync(request);
        if (code != ExitCode.Success)
        {
            return code;
        }

        using var workers = new Workers(threads);
        DigitSets digits = FoundDigits.For(new DigitRequest(request.DataFolder, definition.Dataset == DigitSets.Mnist ? DatasetChoice.Mnist : DatasetChoice.Synthetic), isJson);
        EnsembleTest.Run(TestedModel.LoadAll([path]), settings, digits, workers, "ensemble train", isJson).Save(path);
        return ExitCode.Success;
    }
}
