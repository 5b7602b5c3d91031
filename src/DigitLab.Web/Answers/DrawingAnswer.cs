namespace DigitLab.Web;

/// <summary>A drawing that was kept.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Label">The digit that it shows.</param>
/// <param name="Picture">As MNIST holds digits: a PNG in a data address; null where it shows no ink.</param>
internal sealed record DrawingAnswer(string Name, int Label, string? Picture);
