namespace DigitLab.Web;

/// <summary>Why a model reads a digit so.</summary>
/// <param name="Model">The network.</param>
/// <param name="Read">What it reads.</param>
/// <param name="Explained">The class whose score the maps explain.</param>
/// <param name="Probabilities">Of each class.</param>
/// <param name="Figures">The maps, and what spatial transformers did.</param>
/// <param name="Layers">The layers whose outputs can be looked at.</param>
/// <param name="Convolutions">Those of them whose numbers can be traced.</param>
/// <param name="ElapsedMs">How long it took here.</param>
internal sealed record ExplanationAnswer(
    string Model,
    int Read,
    int Explained,
    IReadOnlyList<float> Probabilities,
    IReadOnlyList<FigureAnswer> Figures,
    IReadOnlyList<string> Layers,
    IReadOnlyList<ConvolutionAnswer> Convolutions,
    double ElapsedMs);
