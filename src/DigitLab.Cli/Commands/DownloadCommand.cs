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
        var writers = new Option<bool>("--writers") { Description = "Also download QMNIST's lists of who wrote which digit, for train --split writers (1 MB)." };
        var command = new Command("download", "Download MNIST from public mirrors and check it; goes on where a break left off.") { folder, mirrors, writers };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(
            isVerbose: false, () => DownloadAsync(parsed.GetValue(folder) ?? MnistLocator.CacheFolder, parsed.GetValue(mirrors) ?? [], parsed.GetValue(writers))));
        return command;
    }

    private static async Task<int> DownloadAsync(string folder, Uri[] mirrors, bool withWriters)
    {
        using var interruption = new Interruption();
        DownloadSettings settings = mirrors.Length == 0 ? new DownloadSettings() : new DownloadSettings { Mirrors = mirrors };
        await DownloadAsync(new MnistDownloader(settings), folder, interruption.Token);
        Console.WriteLine($"MNIST is in {folder}, and its content is right.");
        if (withWriters)
        {
            await DownloadAsync(MnistDownloader.OfWriters(mirrors), folder, interruption.Token);
            Console.WriteLine($"The writers' lists are in {folder}, and their content is right.");
        }

        return ExitCode.Success;
    }

    private static async Task DownloadAsync(MnistDownloader downloader, string folder, CancellationToken cancellation)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new RemainingTimeColumn())
                .StartAsync(bars => downloader.DownloadAsync(folder, new DownloadBars(bars), cancellation));
        }
        else
        {
            await downloader.DownloadAsync(folder, new DownloadLines(Console.Out), cancellation);
        }
    }

    // With a slash at the end, or the last folder of the address would be taken for a file.
    private static Uri AddressOf(string text) => Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        ? address
        : throw new UsageException($"--mirror {text}: expected an address that begins with http:// or https://.");
}
