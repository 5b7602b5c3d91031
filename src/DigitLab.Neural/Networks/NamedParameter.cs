namespace DigitLab.Neural;

/// <summary>A parameter under its name in the whole network.</summary>
/// <param name="Name">The layers' names and the parameter's, joined by dots: <c>conv1.weights</c>.</param>
/// <param name="Parameter">The numbers.</param>
public sealed record NamedParameter(string Name, Parameter Parameter);
