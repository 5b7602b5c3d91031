namespace DigitLab.Imaging;

/// <summary>How a stored picture must be turned to be seen as it was taken; the values are Exif's.</summary>
public enum PictureOrientation
{
    /// <summary>As it is.</summary>
    Upright = 1,

    /// <summary>Mirrored left to right.</summary>
    Mirrored = 2,

    /// <summary>Upside down: half a turn.</summary>
    HalfTurn = 3,

    /// <summary>Mirrored top to bottom.</summary>
    Flipped = 4,

    /// <summary>Rows and columns change places.</summary>
    Transposed = 5,

    /// <summary>A quarter turn clockwise.</summary>
    QuarterTurnRight = 6,

    /// <summary>Rows and columns change places, about the other diagonal.</summary>
    Transversed = 7,

    /// <summary>A quarter turn counter-clockwise.</summary>
    QuarterTurnLeft = 8,
}
