namespace DigitLab.Training;

/// <summary>A trial given to Slurm.</summary>
/// <param name="Job">The array.</param>
/// <param name="Target">The epoch to train to.</param>
internal sealed record SlurmSubmission(string Job, int Target);
