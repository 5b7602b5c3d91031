namespace DigitLab.Web;

/// <summary>In what order digits are shown.</summary>
internal enum DigitOrder
{
    /// <summary>As they stand in the files.</summary>
    Index,

    /// <summary>Those first whose label the model finds least probable.</summary>
    Hardest,

    /// <summary>Only those that the model misreads, the surest first.</summary>
    Misread,
}
