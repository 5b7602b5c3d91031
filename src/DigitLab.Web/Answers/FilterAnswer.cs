namespace DigitLab.Web;

/// <summary>The filters of a convolution.</summary>
/// <param name="Layer">The convolution.</param>
/// <param name="Layers">All convolutions of the network.</param>
/// <param name="Svg">The filters, drawn.</param>
internal sealed record FilterAnswer(string Layer, IReadOnlyList<string> Layers, string Svg);
