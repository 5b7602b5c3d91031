namespace DigitLab.Training;

/// <summary>What is kept of an experiment.</summary>
/// <param name="Runs">Its finished runs.</param>
/// <param name="Ensemble">How its networks voted; null if they do not, or have not yet.</param>
/// <param name="InferenceMicroseconds">The time for one digit, one thread; null if it was not measured.</param>
internal sealed record ZooRecordPart(IReadOnlyList<ZooRun> Runs, EnsembleResult? Ensemble, double? InferenceMicroseconds);
