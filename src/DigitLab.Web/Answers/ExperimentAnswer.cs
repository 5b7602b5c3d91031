namespace DigitLab.Web;

/// <summary>What an experiment came to.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Title">What its definition calls it.</param>
/// <param name="Description">A line about it.</param>
/// <param name="Result">Who won, or how far it is.</param>
/// <param name="Headings">The table's columns.</param>
/// <param name="Rows">The table's rows, the best setting first.</param>
/// <param name="FirstNumber">The first column whose cells are numbers.</param>
/// <param name="Notes">How to read it and where it comes from.</param>
/// <param name="Figures">What each parameter does.</param>
internal sealed record ExperimentAnswer(
    string Name,
    string Title,
    string Description,
    string Result,
    IReadOnlyList<string> Headings,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    int FirstNumber,
    IReadOnlyList<string> Notes,
    IReadOnlyList<FigureAnswer> Figures);
