using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>The rows of a profile's table: a layer, what it does where there is room, and its figures.</summary>
internal sealed class ProfileRows
{
    private readonly bool _hasDescriptions;

    internal ProfileRows(bool hasDescriptions)
    {
        _hasDescriptions = hasDescriptions;
        Table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("Layer") { NoWrap = true, Padding = new Padding(0, 0) });
        if (hasDescriptions)
        {
            Table.AddColumn("What it does");
        }

        foreach (string title in (ReadOnlySpan<string>)["Forward", "Backward", "Share", "GFLOP/s", "Inference", "Share", "GFLOP/s"])
        {
            Table.AddColumn(new TableColumn(title) { NoWrap = true, Padding = new Padding(1, 0, 0, 0) }.RightAligned());
        }
    }

    internal Table Table { get; }

    internal void Add(string layer, string description, params ReadOnlySpan<string> figures)
    {
        ReadOnlySpan<string> first = _hasDescriptions ? [layer, Markup.Escape(description)] : [layer];
        Table.AddRow([.. first, .. figures]);
    }
}
