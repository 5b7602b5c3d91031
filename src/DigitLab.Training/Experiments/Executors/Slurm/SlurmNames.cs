using System.Globalization;

namespace DigitLab.Training;

/// <summary>How an experiment's jobs are called, by which they are found again whoever submitted them: <c>digitlab-ID.1000</c>, <c>digitlab-ID.next</c>.</summary>
/// <remarks>Slurm's arrays have a largest index, so an array's name has the number that is added to its indices.</remarks>
/// <param name="id">The experiment's.</param>
internal sealed class SlurmNames(string id)
{
    /// <summary>The job that looks after the experiment when an array has ended.</summary>
    internal string Next => $"digitlab-{id}.next";

    /// <summary>An array's name.</summary>
    internal string OfArray(int offset) => $"digitlab-{id}.{offset}";

    /// <summary>Whether a job is the experiment's.</summary>
    internal bool IsOwn(string name) => name.StartsWith($"digitlab-{id}.", StringComparison.Ordinal);

    /// <summary>What is to be added to an array's indices; null for the other kind of job.</summary>
    internal static int? OffsetOf(string name) => int.TryParse(name[(name.LastIndexOf('.') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int offset) ? offset : null;
}
