namespace DigitLab.Training;

/// <summary>One network of an ensemble, and how it did alone.</summary>
/// <param name="Path">Where its weights are.</param>
/// <param name="Network">Its name.</param>
/// <param name="WeightsSha256">Its weights' fingerprint.</param>
/// <param name="Errors">The digits that it misread alone.</param>
public sealed record EnsembleMember(string Path, string Network, string WeightsSha256, int Errors);
