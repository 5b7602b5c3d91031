namespace DigitLab.Web;

/// <summary>A digit before and after a change.</summary>
/// <param name="Label">The digit that it shows.</param>
/// <param name="Before">As it is: a PNG in a data address.</param>
/// <param name="After">Changed: a PNG in a data address.</param>
/// <param name="ReadBefore">What the model reads before.</param>
/// <param name="ReadAfter">What the model reads after.</param>
/// <param name="Recipe">A recipe that draws such changes and smaller ones, as <c>--augment</c> takes it.</param>
internal sealed record DistortionAnswer(int Label, string Before, string After, string ReadBefore, string ReadAfter, string Recipe);
