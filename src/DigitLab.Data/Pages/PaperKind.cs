namespace DigitLab.Data;

/// <summary>What is printed on the paper of a rendered page.</summary>
public enum PaperKind
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>Lines to write on.</summary>
    Ruled,

    /// <summary>Squares.</summary>
    Squared,
}
