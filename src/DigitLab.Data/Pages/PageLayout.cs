namespace DigitLab.Data;

/// <summary>How much stands on a rendered page, and where.</summary>
public sealed record PageLayout
{
    /// <summary>Columns of the picture in pixels.</summary>
    public int Width { get; init; } = 1600;

    /// <summary>Rows of the picture in pixels.</summary>
    public int Height { get; init; } = 1200;

    /// <summary>Rows of digits.</summary>
    public int Rows { get; init; } = 10;

    /// <summary>Digits in a row.</summary>
    public int DigitsPerRow { get; init; } = 8;

    /// <summary>The digits' height, as a share of the way from a row to the next.</summary>
    public double DigitHeight { get; init; } = 0.55;

    /// <summary>The part of the page's sides that stays free at each edge; tilted and distorted pages need it.</summary>
    public double Margin { get; init; } = 0.14;

    /// <summary>How far digits stray from their row and their size, as a share of their height.</summary>
    public double Unevenness { get; init; } = 0.06;

    /// <summary>The share of digits that touch the one before them.</summary>
    public double TouchingShare { get; init; }
}
