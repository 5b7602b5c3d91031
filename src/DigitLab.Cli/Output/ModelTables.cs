using DigitLab.Neural;
using DigitLab.Zoo;
using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>The zoo, and one network's layers, as tables.</summary>
internal static class ModelTables
{
    internal static void WriteZoo(IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumns(new TableColumn("Model"), Right("Layers"), Right("Parameters"), Right("Multiply-adds"), new TableColumn("What it is"));
        foreach (ZooModel model in ModelZoo.All)
        {
            Network network = model.Build();
            table.AddRow(
                model.Name, $"{network.Body.Children.Count}", $"{network.ParameterCount:N0}", $"{network.MultiplyAdds:N0}", Markup.Escape(model.Title));
        }

        console.Write(table);
    }

    internal static void WriteLayers(IAnsiConsole console, Network network)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumns(new TableColumn("Layer"), new TableColumn("What it does"), new TableColumn("Output"), Right("Parameters"), Right("Multiply-adds"));
        Shape shape = network.InputShape.WithBatch(1);
        table.AddRow("input", "", Markup.Escape($"{network.InputShape}"), "0", "0");
        foreach (Layer layer in network.Body.Children)
        {
            long multiplyAdds = layer.MultiplyAdds(shape);
            shape = layer.OutputShape(shape);
            table.AddRow(
                layer.Name,
                Markup.Escape($"{layer}"),
                Markup.Escape($"{shape.WithoutBatch()}"),
                $"{layer.ParameterCount:N0}",
                $"{multiplyAdds:N0}");
        }

        table.AddRow("total", "", Markup.Escape($"{network.OutputShape}"), $"{network.ParameterCount:N0}", $"{network.MultiplyAdds:N0}");
        console.Write(table);
    }

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();
}
