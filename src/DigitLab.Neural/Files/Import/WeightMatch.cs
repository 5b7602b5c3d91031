namespace DigitLab.Neural;

/// <summary>One tensor of a network and the one that it was filled from.</summary>
/// <param name="Name">Its name in the network.</param>
/// <param name="Shape">Its shape there.</param>
/// <param name="From">The other's name in its file.</param>
/// <param name="FromShape">The other's shape.</param>
public sealed record WeightMatch(string Name, Shape Shape, string From, Shape FromShape);
