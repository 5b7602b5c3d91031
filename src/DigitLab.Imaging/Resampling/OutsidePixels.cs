namespace DigitLab.Imaging;

/// <summary>What lies around a picture that is resampled.</summary>
internal enum OutsidePixels
{
    /// <summary>Zeros, which count in a mean.</summary>
    Zero,

    /// <summary>Nothing: a mean is over the pixels that are there.</summary>
    Absent,
}
