namespace DigitLab.EndToEnd.Tests;

/// <summary>A test against the real Slurm, whose daemons it starts as it needs them; skipped where they are not installed.</summary>
public sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute()
    {
        if (SlurmCluster.Missing is string program)
        {
            Skip = $"needs Slurm, and {program} is not here: apt-get install slurm-wlm munge";
        }
    }
}
