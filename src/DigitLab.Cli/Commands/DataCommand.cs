using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab data</c>.</summary>
internal static class DataCommand
{
    internal static Command Create()
    {
        var folder = new Option<string?>("--data") { Description = "The folder with MNIST's four files.", HelpName = "FOLDER" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("data", "Say where MNIST is, how many digits it has, and whether its content is right.") { folder, json };
        command.Add(DownloadCommand.Create());
        command.Add(StatisticsCommand.Create());
        command.SetAction((parsed, cancellation) =>
            Failures.ReportAsync(isVerbose: false, () => Show(parsed.GetValue(folder), parsed.GetValue(json))));
        return command;
    }

    private static int Show(string? named, bool isJson)
    {
        MnistFolder? folder = MnistLocator.Find(named);
        if (folder is null)
        {
            throw new FileNotFoundException(
                $"MNIST was not found in ${MnistLocator.Variable} or {MnistLocator.CacheFolder}: run digitlab data download, or name its folder with --data.");
        }

        DigitDataset training = folder.ReadTraining(), test = folder.ReadTest();
        IReadOnlyList<MnistFileCheck> files = folder.Check();
        if (isJson)
        {
            CliJson.Write(new { Folder = folder.Path, Training = CountsOf(training), Test = CountsOf(test), Files = files.Select(file => new { file.File.Name, file.Path, file.Sha256, file.IsRight }) });
        }
        else
        {
            Console.WriteLine($"MNIST in {folder.Path}");
            Console.WriteLine($"{training}; of each digit: {string.Join(" ", CountsOf(training))}");
            Console.WriteLine($"{test}; of each digit: {string.Join(" ", CountsOf(test))}");
            foreach (MnistFileCheck file in files)
            {
                Console.WriteLine($"{file.File.Name}  sha256 {file.Sha256}{(file.IsRight ? "" : "  NOT MNIST's: the content differs")}");
            }
        }

        return files.All(file => file.IsRight) ? ExitCode.Success : ExitCode.Failure;
    }

    private static int[] CountsOf(DigitDataset digits)
    {
        int[] counts = new int[DigitDataset.Classes];
        for (int i = 0; i < digits.Count; i++)
        {
            counts[digits.Label(i)]++;
        }

        return counts;
    }
}
