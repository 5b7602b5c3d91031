using System.Text.RegularExpressions;

namespace DigitLab.Training;

/// <summary>What the user wants of Slurm: options of <c>sbatch</c>, without dashes.</summary>
/// <param name="Options">Such as <c>partition=short</c>.</param>
/// <param name="AtOnce">How many trials at a time at most; null for as many as there are places.</param>
public sealed partial record SlurmSettings(IReadOnlyList<string> Options, int? AtOnce)
{
    private static readonly string[] Own = ["array", "dependency", "error", "job-name", "open-mode", "output", "parsable", "requeue", "no-requeue", "wrap"];

    /// <summary>Reads lists such as <c>partition=short,time=1:00:00,cpus-per-task=2</c>.</summary>
    /// <remarks>A comma begins another option only if a name and = follow it, so <c>exclude=n1,n2,time=10</c> is two options.</remarks>
    /// <param name="lists">The lists.</param>
    /// <param name="atOnce">How many trials at a time at most; null for as many as there are places.</param>
    /// <exception cref="FormatException">It is no such list, or names an option that the experiment needs itself.</exception>
    public static SlurmSettings Parse(IEnumerable<string> lists, int? atOnce)
    {
        string[] options = [.. lists.SelectMany(list => Commas().Split(list)).Select(option => option.Trim())];
        foreach (string option in options)
        {
            string name = option.Split('=')[0];
            if (!Name().IsMatch(name))
            {
                throw new FormatException($"--slurm {option}: expected options of sbatch without dashes: partition=NAME,time=MINUTES,cpus-per-task=N.");
            }

            if (Own.Contains(name))
            {
                throw new FormatException($"--slurm {option}: the experiment sets {name} itself: leave it out.");
            }
        }

        return new SlurmSettings(options, atOnce);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex Name();

    [GeneratedRegex(",(?=[a-z][a-z0-9-]*=)")]
    private static partial Regex Commas();
}
