namespace DigitLab.Imaging;

/// <summary>A rectangle of a picture between its pixels, possibly reaching outside; pixel (x, y) covers x to x + 1, y to y + 1.</summary>
/// <param name="X">The left edge, in pixels from the picture's left edge.</param>
/// <param name="Y">The top edge, in pixels from the picture's top edge.</param>
/// <param name="Width">Above 0, in pixels.</param>
/// <param name="Height">Above 0, in pixels.</param>
public readonly record struct PictureRegion(double X, double Y, double Width, double Height)
{
    /// <summary>The region that a box of whole pixels covers.</summary>
    /// <param name="box">The box.</param>
    public static PictureRegion Of(PixelBox box) => new(box.X, box.Y, box.Width, box.Height);
}
