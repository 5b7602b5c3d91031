using System.Globalization;
using System.Text.RegularExpressions;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Reads the last line of a training or a test.</summary>
internal static partial class ProgramRunErrors
{
    internal static int ErrorCount(this ProgramRun run) =>
        int.Parse(Errors().Match(run.Lines[^1]).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(([\d,]+) errors? in")]
    private static partial Regex Errors();
}
