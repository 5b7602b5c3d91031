using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Zoo;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab models [MODEL]</c>.</summary>
internal static class ModelsCommand
{
    internal static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "Show this network's layers.", Arity = ArgumentArity.ZeroOrOne };
        var picture = new Option<string?>("--picture") { Description = "Draw the network's layers into an SVG.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json(), csv = CommonOptions.Csv();
        var command = new Command("models", "List the zoo: names, layers, parameters, multiply-adds a digit; or one network's layers.") { model, picture, csv, json };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(isVerbose: false, () =>
        {
            Draw(parsed.GetValue(model), parsed.GetValue(picture), parsed.GetValue(csv));
            return Show(parsed.GetValue(model), parsed.GetValue(json));
        }));
        return command;
    }

    private static void Draw(string? name, string? path, bool withCsv)
    {
        if (path is not null)
        {
            ZooModel model = ModelZoo.Find(name ?? throw new UsageException("--picture needs a MODEL: name the one to draw."));
            ModelDiagram.Of(model.Build()).Save(path, withCsv);
        }
    }

    private static int Show(string? name, bool isJson)
    {
        ZooModel? model = name is null ? null : ModelZoo.Find(name);
        if (isJson)
        {
            CliJson.Write((model is null ? ModelZoo.All : [model]).Select(Describe));
        }
        else if (model is null)
        {
            ModelTables.WriteZoo(AnsiConsole.Console);
        }
        else
        {
            Console.WriteLine($"{model.Name}: {model.Title} ({model.Source})");
            ModelTables.WriteLayers(AnsiConsole.Console, model.Build());
        }

        return ExitCode.Success;
    }

    private static object Describe(ZooModel model)
    {
        Network network = model.Build();
        return new
        {
            model.Name,
            model.Title,
            model.Source,
            Parameters = network.ParameterCount,
            network.MultiplyAdds,
            Layers = network.Body.Children.Select(layer => new { layer.Name, Description = $"{layer}", Parameters = layer.ParameterCount }),
            Architecture = network.Body.Describe(),
        };
    }
}
