using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Neural;
using DigitLab.Onnx;
using DigitLab.Zoo;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab export onnx MODEL OUT</c>.</summary>
internal static class ExportCommand
{
    // What a model file says of the network itself, which the export says in its own words.
    private static readonly string[] OwnTexts = ["format", "name", "input", "architecture", "preprocessing"];

    internal static Command Create() => new("export", "Write a network in another program's format.") { CreateOnnx() };

    private static Command CreateOnnx()
    {
        var model = new Argument<string>("MODEL") { Description = "A model file, or a network of the zoo with its first, untrained weights." };
        var output = new Argument<string>("OUT") { Description = "The ONNX file." };
        var layout = new Option<PictureLayout>("--layout")
        {
            Description = "The order of the input's axes: nchw (batch, channels, height, width; if not given) or nhwc.",
            DefaultValueFactory = _ => PictureLayout.Nchw,
        };
        var preprocessing = new Option<bool>("--preprocessing") { Description = "Take pixels from 0 to 255 and normalize them inside; else the input is normalized." };
        var keep = new Option<bool>("--keep-batch-norm") { Description = "Leave batch normalizations as they are; else they become part of the weights." };
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var command = new Command("onnx", "Write a network as an ONNX file, for ONNX Runtime and its like; any batch size.") { model, output, layout, preprocessing, keep, json, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Export(
            parsed.GetValue(model)!,
            parsed.GetValue(output)!,
            new OnnxExportSettings { Layout = parsed.GetValue(layout), HasPreprocessing = parsed.GetValue(preprocessing), FoldsBatchNorm = !parsed.GetValue(keep) },
            parsed.GetValue(json))));
        return command;
    }

    private static int Export(string model, string path, OnnxExportSettings settings, bool isJson)
    {
        (Network network, Dictionary<string, string> origin) = Find(model);
        OnnxExport.Save(path, network, settings with { Origin = origin });
        if (isJson)
        {
            CliJson.Write(new { File = path, Network = network.Name, Parameters = network.ParameterCount, settings.Layout, settings.HasPreprocessing, settings.FoldsBatchNorm, Bytes = new FileInfo(path).Length });
            return ExitCode.Success;
        }

        (int height, int width, int channels) = (network.InputShape[0], network.InputShape[1], network.InputShape[2]);
        string input = settings.Layout == PictureLayout.Nchw ? $"{channels}, {height}, {width}" : $"{height}, {width}, {channels}";
        Console.WriteLine(
            $"{path}: {network.Name}{(File.Exists(model) ? "" : ", untrained")}, {new FileInfo(path).Length:N0} bytes; {OnnxExport.InputName} [batch, {input}], {Preparation(network, settings)} "
            + $"→ {OnnxExport.OutputName} [batch, {network.OutputShape[0]}]");
        return ExitCode.Success;
    }

    private static (Network Network, Dictionary<string, string> Origin) Find(string model)
    {
        if (File.Exists(model) || model.Contains('.', StringComparison.Ordinal) || model.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            SafetensorsFile file = SafetensorsFile.Load(model);
            return (ModelFile.FromSafetensors(file, model), file.Metadata.Where(text => !OwnTexts.Contains(text.Key)).ToDictionary(text => text.Key, text => text.Value));
        }

        Network network = ModelZoo.Find(model).Build();
        network.Initialize(seed: 1);
        return (network, new() { ["training"] = "none: these are first weights, of seed 1" });
    }

    private static string Preparation(Network network, OnnxExportSettings settings)
    {
        InputNormalization normalization = network.Normalization;
        return settings.HasPreprocessing ? "pixels from 0 to 255"
            : normalization.IsPerPixel ? "normalized by the mean picture in the metadata"
            : $"(pixel / 255 − {normalization.Mean[0]}) / {normalization.Deviation[0]}";
    }
}
