namespace DigitLab.Training;

/// <summary>A task of one of an experiment's arrays, as <c>squeue</c> lists it.</summary>
/// <param name="Job">The array's number.</param>
/// <param name="Trial">The trial that it is for; null for a job that looks after the experiment.</param>
/// <param name="State">Slurm's word: <c>PENDING</c>, <c>RUNNING</c>, <c>COMPLETING</c>.</param>
/// <param name="Reason">Why it waits: <c>Resources</c>, <c>Priority</c>.</param>
internal sealed record SlurmTask(string Job, int? Trial, string State, string Reason)
{
    /// <summary>What <c>squeue --format</c> is to print.</summary>
    internal const string Format = "%F|%K|%T|%j|%r";

    /// <summary>The tasks in what <c>squeue --array --noheader</c> printed; those of other jobs are passed over.</summary>
    /// <param name="output">Lines in <see cref="Format"/>.</param>
    /// <param name="names">The experiment's names for its jobs.</param>
    internal static IReadOnlyList<SlurmTask> Parse(string output, SlurmNames names) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split('|'))
            .Where(fields => fields.Length == 5 && names.IsOwn(fields[3]))
            .Select(fields => new SlurmTask(
                fields[0],
                SlurmNames.OffsetOf(fields[3]) is int offset && int.TryParse(fields[1], out int index) ? offset + index : null,
                fields[2],
                fields[4])),
    ];
}
