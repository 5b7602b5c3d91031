namespace DigitLab.Benchmarks;

/// <summary>The same work done by the engine's kernel and by its naive twin.</summary>
/// <param name="Ours">The kernel, on one thread.</param>
/// <param name="Naive">The textbook's loops.</param>
public sealed record KernelPair(Action Ours, Action Naive);
