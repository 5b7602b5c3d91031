using System.CommandLine;
using DigitLab.Cli.Testing;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab ensemble test FILE...</c></summary>
internal static class EnsembleTestCommand
{
    internal static Command Create()
    {
        Argument<string[]> models = TestOptions.Models("Model files, runs' folders, or experiments' folders for all their networks.");
        var vote = new Option<VoteKind>("--vote") { Description = "mean: by the mean probability; majority: by the number of networks. Both are shown; this one is the ensemble's." };
        var twoLevels = new Option<bool>("--two-level") { Description = "Networks of one name vote first, and then the names." };
        var views = new Option<int>("--tta") { Description = "Test-time augmentation: show each digit in 1, 5 or 9 views and average.", HelpName = "VIEWS", DefaultValueFactory = _ => 1 };
        var options = new TestOptions();
        var command = new Command("test", "Let several networks read the test digits together; their inputs and preprocessing may differ.") { models, vote, twoLevels, views };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(options.IsVerbose(parsed), () =>
        {
            var settings = new EnsembleSettings(parsed.GetValue(vote), parsed.GetValue(twoLevels), parsed.GetValue(views));
            using var workers = new Workers(options.Threads(parsed));
            bool isJson = options.IsJson(parsed);
            EnsembleTest.Run(TestedModel.LoadAll(parsed.GetValue(models)!), settings, FoundDigits.For(options.Digits(parsed), isJson), workers, "ensemble test", isJson);
            return ExitCode.Success;
        }));
        return command;
    }
}
