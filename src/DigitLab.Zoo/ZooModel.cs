using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>A named architecture.</summary>
/// <param name="Name">What the command line calls it: <c>lenet5</c>.</param>
/// <param name="Title">A line about it.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Build">Makes the network, with weights of zero.</param>
public sealed record ZooModel(string Name, string Title, string Source, Func<Network> Build);
