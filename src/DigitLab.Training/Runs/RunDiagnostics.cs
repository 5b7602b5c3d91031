using System.Globalization;
using System.Text;

namespace DigitLab.Training;

/// <summary>A run's <c>diagnostics.csv</c>: a heading, then a line for each number. Numbers are in the invariant culture and exact.</summary>
public static class RunDiagnostics
{
    private const string Heading = "epoch,kind,part,value";
    private const int Fields = 4;

    /// <summary>The content for these numbers.</summary>
    public static string ToCsv(IEnumerable<Diagnostic> diagnostics)
    {
        var csv = new StringBuilder(Heading).Append('\n');
        foreach (Diagnostic diagnostic in diagnostics)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{diagnostic.Epoch},{diagnostic.Kind},{diagnostic.Part},{diagnostic.Value}\n");
        }

        return csv.ToString();
    }

    /// <summary>Reads a run's diagnostics, also while the run goes on.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    /// <exception cref="InvalidDataException">They are damaged; the message names the line.</exception>
    public static IReadOnlyList<Diagnostic> Load(string path)
    {
        string[] lines = File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return lines[0] == Heading
            ? [.. lines.Skip(1).Select((line, index) => ParseLine(line, $"{path}, line {index + 2}"))]
            : throw new InvalidDataException($"{path}, line 1: expected the heading {Heading}, got \"{lines[0]}\".");
    }

    private static Diagnostic ParseLine(string line, string place) =>
        line.Split(',') is { Length: Fields } fields
        && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
        && Enum.TryParse(fields[1], out DiagnosticKind kind)
        && double.TryParse(fields[3], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? new Diagnostic(epoch, kind, fields[2], value)
            : throw new InvalidDataException($"{place}: expected an epoch, a kind, a name and a number, got \"{line}\".");
}
