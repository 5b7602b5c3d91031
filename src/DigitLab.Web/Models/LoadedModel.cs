using DigitLab.Neural;

namespace DigitLab.Web;

/// <summary>A model in memory, to be asked by many requests at once.</summary>
/// <param name="Id">What the interface calls it.</param>
/// <param name="Network">To look into; never trained.</param>
/// <param name="Recognizer">The same network, reading pictures.</param>
internal sealed record LoadedModel(string Id, Network Network, DigitRecognizer Recognizer);
