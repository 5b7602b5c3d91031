using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>Renders digits as photos, scans and drawings show them, normalized as a recognizer sees them: a function of its arguments alone.</summary>
/// <param name="count">Digits to render; fewer come back if normalization loses some.</param>
/// <param name="seed">Which endless series.</param>
/// <param name="written">Digits of people that may be pasted into the pictures.</param>
public delegate DigitDataset DigitRendering(int count, ulong seed, DigitDataset written);
