using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab filters [RUN|FILE]</c>.</summary>
internal static class FiltersCommand
{
    private const int MostFrames = 200;

    internal static Command Create()
    {
        var source = new Argument<string?>("RUN|FILE") { Description = "A run's folder, a model file, or lenet5, which comes along; the recognizer's own network if not given.", Arity = ArgumentArity.ZeroOrOne };
        var layer = new Option<string?>("--layer") { Description = "The convolution; the first one if not given.", HelpName = "NAME" };
        var growth = new Option<string?>("--growth") { Description = "Also make an animated PNG of how the filters grew, from the run's snapshots (train --snapshots).", HelpName = "FILE" };
        var output = new Option<string>("--output", "-o") { Description = "The sheet, an SVG or a PNG (filters.svg if not given).", HelpName = "FILE", DefaultValueFactory = _ => "filters.svg" };
        var initial = new Option<bool>("--initial") { Description = "Show the run's filters as they were before training." };
        Option<bool> csv = CommonOptions.Csv(), json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var command = new Command("filters", "Show the filters of a convolution, before and after training, and how they grew.") { source, layer, initial, growth, output, csv, json, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Run(
            parsed.GetValue(source), parsed.GetValue(layer), parsed.GetValue(initial), parsed.GetValue(growth), parsed.GetValue(output)!, parsed.GetValue(csv), parsed.GetValue(json))));
        return command;
    }

    private static int Run(string? source, string? layer, bool isInitial, string? growth, string path, bool withCsv, bool isJson)
    {
        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending is not (".svg" or ".png"))
        {
            throw new UsageException($"{path}: expected a file that ends with .svg or .png.");
        }

        AtomicFile.CheckWritable(path);
        Network network = isInitial ? InitialOf(source) : ModelSource.Load(source);
        string name = layer ?? (FilterSheet.LayersOf(network) is [Conv2D first, ..] ? first.Name : "");
        ImageGrid figure = FilterSheet.Figure(network, name, $"{network.Name}: filters of {name}{(isInitial ? ", before training" : "")}");
        if (ending == ".svg")
        {
            figure.Save(path, withCsv);
        }
        else
        {
            PictureFile.SavePng(path, FilterSheet.Picture(network, name));
        }

        int frames = growth is null ? 0 : SaveGrowth(source, name, growth);
        if (isJson)
        {
            CliJson.Write(new { Model = network.Name, Layer = name, Sheet = path, Growth = growth, Frames = frames });
        }
        else
        {
            Console.WriteLine($"{path}: filters of {name} in {network.Name}");
            Console.Write(growth is null ? "" : $"{growth}: {frames} moments of their growth\n");
        }

        return ExitCode.Success;
    }

    private static int SaveGrowth(string? source, string layer, string path)
    {
        IReadOnlyList<string> snapshots = source is not null && Directory.Exists(source) ? RunFolder.SnapshotsOf(source) : [];
        if (snapshots.Count == 0)
        {
            throw new UsageException($"--growth needs a run with snapshots: train it with --snapshots 50, and name its folder in place of {source ?? "nothing"}.");
        }

        int stride = (snapshots.Count + MostFrames - 1) / MostFrames;
        Network[] moments = [.. snapshots.Where((_, i) => i % stride == 0 || i == snapshots.Count - 1).Select(ModelFile.Load)];
        byte[] animation = FilterSheet.Animation(moments, layer);
        AtomicFile.Write(path, stream => stream.Write(animation));
        return moments.Length;
    }

    private static Network InitialOf(string? source) =>
        (source is not null && Directory.Exists(source) ? RunReader.Read(source).Initial : null)
        ?? throw new UsageException("--initial needs the folder of a run that started from drawn weights: name it.");
}
