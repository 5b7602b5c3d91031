namespace DigitLab.Data;

/// <summary>What a picture shows that is no digit.</summary>
public enum OtherSign
{
    /// <summary>A letter or a mark that does not look like a digit.</summary>
    Letter,

    /// <summary>A line that wanders, turns sharply or goes to and fro.</summary>
    Scribble,

    /// <summary>A dot, or a dash that does not stand upright.</summary>
    Dash,

    /// <summary>Two digits that touch.</summary>
    Pair,

    /// <summary>The upper, lower, left or right part of a digit.</summary>
    Part,

    /// <summary>Paper alone, with its shadows and printed lines.</summary>
    Paper,
}
