namespace DigitLab.Training;

/// <summary>The networks that teach an experiment's: <c>"teacher"</c> in its definition.</summary>
/// <param name="From">Model files, <c>best of FOLDER</c> for an experiment's winner, <c>all of FOLDER</c> for all its finished networks.</param>
/// <param name="Temperature">How much of their doubts is shown.</param>
/// <param name="Share">How much they count.</param>
/// <param name="Reads">What they read: each digit as it is, or as the student sees it.</param>
internal sealed record TeacherDocument(
    IReadOnlyList<string> From, double Temperature = TeacherSettings.UsualTemperature, double Share = TeacherSettings.UsualShare, TeacherReading Reads = TeacherReading.Original);
