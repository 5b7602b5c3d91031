namespace DigitLab.Imaging;

/// <summary>A rectangle of whole pixels: columns X to X + Width − 1, rows Y to Y + Height − 1.</summary>
/// <param name="X">The leftmost column, counted from 0.</param>
/// <param name="Y">The topmost row, counted from 0.</param>
/// <param name="Width">Number of columns.</param>
/// <param name="Height">Number of rows.</param>
public readonly record struct PixelBox(int X, int Y, int Width, int Height)
{
    /// <summary>The first column to the right of the box.</summary>
    public int Right => X + Width;

    /// <summary>The first row below the box.</summary>
    public int Bottom => Y + Height;

    /// <summary>The smallest box that holds two others.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public static PixelBox Union(PixelBox one, PixelBox other)
    {
        int x = Math.Min(one.X, other.X), y = Math.Min(one.Y, other.Y);
        return new PixelBox(x, y, Math.Max(one.Right, other.Right) - x, Math.Max(one.Bottom, other.Bottom) - y);
    }

    /// <summary>The box as it is said in messages: <c>20×30 at (4, 5)</c>.</summary>
    public override string ToString() => $"{Width}×{Height} at ({X}, {Y})";

    /// <summary>Throws unless the box holds at least one pixel and lies within a picture.</summary>
    internal static void RequireWithin(PixelBox box, int width, int height)
    {
        if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || box.X > width - box.Width || box.Y > height - box.Height)
        {
            throw new ArgumentOutOfRangeException(
                nameof(box), $"Expected a box of at least 1×1 pixel within {width}×{height}, got {box}: cut the box to the picture.");
        }
    }
}
