namespace DigitLab.Cli.Experiments;

/// <summary>Where an experiment's trials run.</summary>
internal enum ExecutorKind
{
    /// <summary>As processes on this machine.</summary>
    Local,

    /// <summary>As jobs of Slurm.</summary>
    Slurm,
}
