namespace DigitLab.Web;

/// <summary>A digit of the data.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Label">The digit that it shows.</param>
/// <param name="Picture">Its pixels, as a PNG in a data address.</param>
/// <param name="Read">What the model reads; null unless asked for.</param>
/// <param name="Confidence">How sure the model is of that; null unless asked for.</param>
internal sealed record DigitAnswer(int Index, int Label, string Picture, int? Read, float? Confidence);
