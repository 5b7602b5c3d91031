using System.Globalization;
using System.Text;

namespace DigitLab.Data;

/// <summary>Writes comma-separated values (RFC 4180, with line feeds), for every other program.</summary>
public sealed class CsvWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>A table with this heading.</summary>
    public CsvWriter(params ReadOnlySpan<string> columns) => AddRow(columns.ToArray());

    /// <summary>Adds a row; numbers are written so that they read back to the same bits, null as nothing.</summary>
    public void AddRow(params IReadOnlyList<object?> cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            _text.Append(i > 0 ? "," : "").Append(Cell(cells[i]));
        }

        _text.Append('\n');
    }

    /// <summary>The whole table.</summary>
    public override string ToString() => _text.ToString();

    private static string Cell(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny("\",\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
