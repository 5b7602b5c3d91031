using System.Runtime.InteropServices;

namespace DigitLab.Imaging;

/// <summary>Turns and mirrors pictures by quarter turns: no pixel changes, only its place.</summary>
internal static class PictureTurning
{
    private const int Tile = 32;   // pixels of a row and of a column that stay in the cache together

    /// <summary>The picture upright; itself when it is.</summary>
    internal static ColorImage Apply(ColorImage picture, PictureOrientation orientation)
    {
        if (orientation == PictureOrientation.Upright)
        {
            return picture;
        }

        bool changesSides = orientation >= PictureOrientation.Transposed;
        var turned = changesSides ? new ColorImage(picture.Height, picture.Width) : new ColorImage(picture.Width, picture.Height);
        bool mirrorsX = orientation is PictureOrientation.Mirrored or PictureOrientation.HalfTurn
            or PictureOrientation.Transversed or PictureOrientation.QuarterTurnLeft;
        bool mirrorsY = orientation is PictureOrientation.HalfTurn or PictureOrientation.Flipped
            or PictureOrientation.QuarterTurnRight or PictureOrientation.Transversed;
        int tiles = (turned.Height + Tile - 1) / Tile;
        Parallel.For(0, tiles, tile =>
        {
            ReadOnlySpan<int> from = MemoryMarshal.Cast<byte, int>(picture.Pixels);
            for (int left = 0; left < turned.Width; left += Tile)
            {
                int right = Math.Min(left + Tile, turned.Width);
                for (int y = tile * Tile; y < Math.Min((tile + 1) * Tile, turned.Height); y++)
                {
                    Span<int> row = MemoryMarshal.Cast<byte, int>(turned.Row(y));
                    for (int x = left; x < right; x++)
                    {
                        // Where the pixel comes from: sides changed first, then counted from the other end.
                        (int column, int line) = changesSides ? (y, x) : (x, y);
                        column = mirrorsX ? picture.Width - 1 - column : column;
                        line = mirrorsY ? picture.Height - 1 - line : line;
                        row[x] = from[(line * picture.Width) + column];
                    }
                }
            }
        });
        return turned;
    }
}
