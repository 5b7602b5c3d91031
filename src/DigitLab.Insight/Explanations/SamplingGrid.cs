using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>The places that a spatial transformer read a digit at, drawn as a net over it.</summary>
internal static class SamplingGrid
{
    private const int Scale = 8;
    private const int Mesh = 3;   // every third row and column

    internal static Tile Of(TransformedDigit transformed, string caption)
    {
        PixelMap before = transformed.Before;
        ColorImage digit = InkPicture.Of(before), picture = new(before.Width * Scale, before.Height * Scale);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                picture[x, y] = digit[x / Scale, y / Scale];
            }
        }

        for (int y = 0; y < before.Height; y++)
        {
            for (int x = 0; x < before.Width; x++)
            {
                if (y % Mesh == 0 && x + 1 < before.Width)
                {
                    DrawLine(picture, transformed.Places[(y * before.Width) + x], transformed.Places[(y * before.Width) + x + 1]);
                }

                if (x % Mesh == 0 && y + 1 < before.Height)
                {
                    DrawLine(picture, transformed.Places[(y * before.Width) + x], transformed.Places[((y + 1) * before.Width) + x]);
                }
            }
        }

        return new Tile(picture, caption);
    }

    private static void DrawLine(ColorImage picture, (float X, float Y) from, (float X, float Y) to)
    {
        float across = (to.X - from.X) * Scale, down = (to.Y - from.Y) * Scale;
        int steps = Math.Max(1, (int)MathF.Ceiling(Math.Max(Math.Abs(across), Math.Abs(down))));
        for (int i = 0; i <= steps; i++)
        {
            int x = (int)(((from.X + 0.5f) * Scale) + (across * i / steps)), y = (int)(((from.Y + 0.5f) * Scale) + (down * i / steps));
            if (x >= 0 && x < picture.Width && y >= 0 && y < picture.Height)
            {
                picture[x, y] = Palette.ForSeries(1);
            }
        }
    }
}
