namespace DigitLab.Neural;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its extents; a scalar counts as one number.</param>
/// <param name="Type">How its numbers are held.</param>
/// <param name="Start">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind its last.</param>
internal sealed record SafetensorsSlot(string Name, Shape Shape, NumberType Type, long Start, long End);
