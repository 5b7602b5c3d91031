namespace DigitLab.Cli.Experiments;

/// <summary>In which order trials begin.</summary>
internal enum SequenceKind
{
    /// <summary>As the grid is counted.</summary>
    Grid,

    /// <summary>Shuffled, the same way each time.</summary>
    Random,
}
