namespace DigitLab.Neural;

/// <summary>A tensor in a safetensors file.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Value">Its numbers, 32-bit floats.</param>
public sealed record SafetensorsEntry(string Name, Tensor Value);
