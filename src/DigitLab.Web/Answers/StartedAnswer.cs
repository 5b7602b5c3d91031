namespace DigitLab.Web;

/// <summary>A run that was started.</summary>
/// <param name="Name">Its folder's name.</param>
internal sealed record StartedAnswer(string Name);
