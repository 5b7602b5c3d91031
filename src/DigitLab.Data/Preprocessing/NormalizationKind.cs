namespace DigitLab.Data;

/// <summary>How pictures are normalized before they enter a network.</summary>
public enum NormalizationKind
{
    /// <summary>Pixel / 255: from 0 to 1.</summary>
    Unit,

    /// <summary>Minus the mean of all training pixels, divided by their deviation.</summary>
    Standard,

    /// <summary>Minus the mean picture of the training digits, divided by their deviation picture.</summary>
    PerPixel,

    /// <summary>2 · pixel / 255 − 1: from −1 to 1.</summary>
    Symmetric,
}
