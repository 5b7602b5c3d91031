namespace DigitLab.Imaging;

/// <summary>How the pixels of a BMP are stored; the values are the file's own.</summary>
internal enum BmpCompression
{
    /// <summary>As they are.</summary>
    None = 0,

    /// <summary>Runs of palette indices of 8 bits.</summary>
    RunLength8 = 1,

    /// <summary>Runs of palette indices of 4 bits.</summary>
    RunLength4 = 2,

    /// <summary>Colours in bit fields that three masks describe.</summary>
    BitFields = 3,

    /// <summary>Colours in bit fields that four masks describe.</summary>
    AlphaBitFields = 6,
}
