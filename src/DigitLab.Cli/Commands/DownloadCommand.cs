using System.CommandLine;
using DigitLab.Cli.Output;
using DigitLab.Data;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab data download</c>.</summary>
internal static class DownloadCommand
{
    internal static Command Create()
    {
        var folder = new Option<string?>("--to") { Description = "The folder to fill; the user's cache, where MNIST is found again, if not given.", HelpName = "FOLDER" };
        var mirrors = new Option<Uri[]>("--mirror")
        {
            Description = "Where to get the four files, tried in turn; public mirrors if not given.",
            HelpName = "URL",
            CustomParser = result => [.. result.Tokens.Select(token => AddressOf(token.Value))],
        };
        var command = new Command("download", "Download MNIST from public mirrors and check it; goes on where a break left off.") { folder, mirrors };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(
            isVerbose: false, () => DownloadAsync(parsed.GetValue(folder) ?? MnistLocator.CacheFolder, parsed.GetValue(mirrors) ?? [])));
        return command;
    }

    private static async Task<int> DownloadAsync(string folder, Uri[] mirrors)
    {
        using var interruption = new Interruption();
        DownloadSettings settings = mirrors.Length == 0 ? new DownloadSettings() : new DownloadSettings { Mirrors = mirrors };
        var downloader = new MnistDownloader(settings);
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new RemainingTimeColumn())
                .StartAsync(bars => downloader.DownloadAsync(folder, new DownloadBars(bars), interruption.Token));
        }
        else
        {
            await downloader.DownloadAsync(folder, new DownloadLines(Console.Out), interruption.Token);
        }

        Console.WriteLine($"MNIST is in {folder}, and its content is right.");
        return ExitCode.Success;
    }

    // With a slash at the end, or the last folder of the address would be taken for a file.
    private static Uri AddressOf(string text) => Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        ? address
        : throw new UsageException($"--mirror {text}: expected an address that begins with http:// or https://.");
}
