namespace DigitLab.Training;

/// <summary>How several networks agree on a digit.</summary>
public enum VoteKind
{
    /// <summary>The class with the largest mean probability.</summary>
    Mean,

    /// <summary>The class that most networks read; where several have as many votes, the one with the larger mean probability.</summary>
    Majority,
}
