namespace DigitLab.Cli.Evaluating;

/// <summary>A line of a folder's <c>labels.csv</c>.</summary>
/// <param name="File">The picture, as a path from the folder.</param>
/// <param name="Label">Its digits; rows divided by a slash.</param>
/// <param name="Kind">What kind of picture it is, to be counted apart.</param>
internal sealed record LabelledPicture(string File, string Label, string Kind)
{
    /// <summary>Whether it shows a single digit, and is read as such.</summary>
    internal bool IsSingle => Label.Length == 1;

    /// <summary>The rows, from the top.</summary>
    internal string[] Rows => Label.Split('/');
}
