namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>A format in which strangers' files come in.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Seeds">Whole files to begin with.</param>
/// <param name="Damage">Changes a copy of one, with knowledge of the format.</param>
/// <param name="Read">Reads a file as the program does; throws <see cref="InvalidDataException"/> with one sentence where it cannot be read.</param>
/// <param name="MostBytes">What reading a file of so many bytes may allocate.</param>
internal sealed record FuzzedFormat(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], Random, byte[]> Damage, Action<byte[]> Read, Func<long, long> MostBytes);
