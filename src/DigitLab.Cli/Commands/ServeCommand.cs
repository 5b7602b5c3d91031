using System.CommandLine;
using System.Net;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;
using DigitLab.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab serve [MODEL]</c>.</summary>
internal static class ServeCommand
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(90);   // a run saves where it stands

    internal static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "A model file or a run's folder; the network that comes with the program if not given.", Arity = ArgumentArity.ZeroOrOne };
        var port = new Option<int>("--port", "-p") { Description = $"The port ({WebLabSettings.UsualPort} if not given); 0 for any that is free.", HelpName = "PORT", DefaultValueFactory = _ => WebLabSettings.UsualPort };
        var isPublic = new Option<bool>("--public") { Description = "Let others in: listen on all addresses, with recognition and exploration only, and a limit on each visitor's requests." };
        var hosts = new Option<string[]>("--host") { Description = "A name that visitors reach a public lab by; may be given again.", HelpName = "NAME" };
        var limit = new Option<int?>("--rate-limit") { Description = $"Requests a second for each visitor, 0 for no limit ({WebLabSettings.UsualRateLimit} with --public, else none).", HelpName = "N" };
        var runs = new Option<string>("--runs") { Description = "The folder with runs and experiments (runs if not given).", HelpName = "FOLDER", DefaultValueFactory = _ => "runs" };
        var drawings = new Option<string>("--drawings") { Description = "The folder for corrected drawings (drawings if not given).", HelpName = "FOLDER", DefaultValueFactory = _ => "drawings" };
        Option<string?> data = CommonOptions.Data();
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("serve", "Open the web lab: a page to draw, explore, train and compare in a browser, on this machine.") { model, port, isPublic, hosts, limit, runs, drawings, data, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => ServeAsync(new WebLabSettings
        {
            Model = parsed.GetValue(model),
            Port = Checked("--port", parsed.GetValue(port), IPEndPoint.MaxPort),
            IsPublic = parsed.GetValue(isPublic),
            HostNames = parsed.GetValue(hosts) ?? [],
            RateLimit = parsed.GetValue(limit) is int perSecond ? Checked("--rate-limit", perSecond, 1_000_000) : null,
            RunsFolder = parsed.GetValue(runs)!,
            KeptFolder = parsed.GetValue(drawings)!,
            DataFolder = parsed.GetValue(data),
            Program = ThisProgram.Command,
        })));
        return command;
    }

    private static async Task<int> ServeAsync(WebLabSettings settings)
    {
        using var interruption = new Interruption();
        await using WebApplication lab = WebLab.Create(settings);
        try
        {
            await lab.StartAsync(interruption.Token);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new UsageException($"--port {settings.Port}: another program has this port: choose another, or 0 for any that is free.");
        }

        Console.WriteLine($"The web lab is open at {AddressOf(lab, settings)}: Ctrl-C closes it.");
        await Task.Delay(Timeout.InfiniteTimeSpan, interruption.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        using var patience = new CancellationTokenSource(Farewell);
        await lab.StopAsync(patience.Token);
        return ExitCode.Success;
    }

    // A public lab listens on all of the machine's addresses, which it cannot name; this one leads to it from here.
    private static string AddressOf(WebApplication lab, WebLabSettings settings)
    {
        var address = new Uri(lab.Urls.First());
        return $"http://{(settings.IsPublic ? "localhost" : address.Host)}:{address.Port}";
    }

    private static int Checked(string option, int value, int most) =>
        value >= 0 && value <= most ? value : throw new UsageException($"{option} {value}: expected 0 to {most}.");
}
