namespace DigitLab.Neural;

/// <summary>Which tensor of a network came from which of a file.</summary>
/// <param name="Matches">All of the network's tensors, layer by layer.</param>
/// <param name="Unused">Names of the file's tensors that nothing needed: counters, constant tables, what the caller wanted left out.</param>
public sealed record WeightMap(IReadOnlyList<WeightMatch> Matches, IReadOnlyList<string> Unused);
