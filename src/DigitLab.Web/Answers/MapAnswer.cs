namespace DigitLab.Web;

/// <summary>The map of digits.</summary>
/// <param name="Step">How far its making is.</param>
/// <param name="Steps">When it is made.</param>
/// <param name="Points">The test digits on it; empty until it is made.</param>
internal sealed record MapAnswer(int Step, int Steps, IReadOnlyList<MapPoint> Points);
