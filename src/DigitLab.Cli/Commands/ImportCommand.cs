using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Neural;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab import FILE --as MODEL</c>.</summary>
internal static class ImportCommand
{
    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Weights: a safetensors file, a PyTorch checkpoint (.pt, .pth, .tar), or an ONNX file." };
        var model = new Option<string?>("--as") { Description = "The network of the zoo that the weights are for; an ONNX file can do without and is read as it is.", HelpName = "MODEL" };
        var save = new Option<string?>("--save-model", "-s") { Description = "The model file to write (MODEL.safetensors if not given).", HelpName = "FILE" };
        var map = new Option<string[]>("--map") { Description = "A name here and its name there, of a layer or of a tensor: conv1=features.0. May be given many times.", HelpName = "HERE=THERE" };
        var ignore = new Option<string[]>("--ignore") { Description = "A name there, of a layer or of a tensor, that is to be left out. May be given many times.", HelpName = "NAME" };
        var sampling = new Option<SamplingConvention>("--sampling")
        {
            Description = "How a spatial transformer's coordinates become pixels: exact (if not given), or published, as the published lenet53-stn and lenet53-tpn weights need it.",
            DefaultValueFactory = _ => SamplingConvention.Exact,
        };
        var mean = new Option<float?>("--mean") { Description = "What was taken from pixel / 255 before training (0 if not given, or what an ONNX file says).", HelpName = "M" };
        var deviation = new Option<float?>("--deviation") { Description = "What the difference was divided by (1 if not given, or what an ONNX file says).", HelpName = "D" };
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var command = new Command("import", "Make a model file of weights that another program trained, and show which of its tensors became which.")
        {
            file, model, save, map, ignore, sampling, mean, deviation, json, verbose,
        };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Import(
            new ImportRequest(
                parsed.GetValue(file)!,
                parsed.GetValue(model),
                parsed.GetValue(save),
                Pairs(parsed.GetValue(map) ?? []),
                parsed.GetValue(ignore) ?? [],
                parsed.GetValue(sampling),
                parsed.GetValue(mean),
                parsed.GetValue(deviation)),
            parsed.GetValue(json))));
        return command;
    }

    private static int Import(ImportRequest request, bool isJson)
    {
        (Network network, WeightMap? map) = request.Run();
        string path = request.SavePath ?? $"{network.Name}.safetensors";
        if (Path.GetFullPath(path) == Path.GetFullPath(request.FilePath))
        {
            throw new UsageException($"{path}: this is the file to import: name another one with -s.");
        }

        ModelFile.Save(path, network, new Dictionary<string, string> { ["imported"] = Path.GetFileName(request.FilePath) });
        if (isJson)
        {
            CliJson.Write(new
            {
                File = request.FilePath,
                Model = network.Name,
                Saved = path,
                Parameters = network.ParameterCount,
                Map = map?.Matches.Select(match => new { match.Name, Shape = match.Shape.ToArray(), match.From, FromShape = match.FromShape.ToArray() }),
                map?.Unused,
            });
            return ExitCode.Success;
        }

        if (map is null)
        {
            ModelTables.WriteLayers(AnsiConsole.Console, network);
        }
        else
        {
            ImportTable.Write(map);
        }

        Console.WriteLine($"{path}: {network.Name}, {network.ParameterCount:N0} parameters from {request.FilePath}; pixels are prepared as {Preparation(network.Normalization)}");
        return ExitCode.Success;
    }

    private static Dictionary<string, string> Pairs(string[] texts)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            if (text.Split('=') is not [{ Length: > 0 } here, { Length: > 0 } there] || !pairs.TryAdd(here, there))
            {
                throw new UsageException($"--map {text}: expected a name here and a name there, each once, as conv1=features.0.");
            }
        }

        return pairs;
    }

    private static string Preparation(InputNormalization normalization) => normalization.IsPerPixel
        ? "the file says, by a mean picture"
        : $"(pixel / 255 − {normalization.Mean[0]}) / {normalization.Deviation[0]}";
}
