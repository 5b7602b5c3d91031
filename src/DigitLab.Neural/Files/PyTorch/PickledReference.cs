namespace DigitLab.Neural;

/// <summary>A persistent identifier: the pickle's word for something that lies elsewhere in the file.</summary>
/// <param name="Id">The identifier, a text or a tuple.</param>
internal sealed record PickledReference(object? Id);
