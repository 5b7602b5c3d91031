namespace DigitLab;

/// <summary>Finds out whether a page shows dark ink on light ground or light ink on dark ground.</summary>
/// <remarks>
/// Ink covers the smaller part. In each tile of a picture with some contrast the third moment of brightness about its mean then points
/// away from the ground: below 0 for dark ink. The tiles' moments, each brought to its own contrast, are added.
/// </remarks>
internal static class PagePolarity
{
    private const int Tiles = 6;             // along each side
    private const int Samples = 128;         // along a tile's side tell enough
    private const double LeastVariance = 60; // of brightness in a tile; less is bare paper

    /// <summary>How the ink stands out.</summary>
    internal static InkPolarity Of(WorkingPicture picture)
    {
        double sum = 0;
        for (int tile = 0; tile < Tiles * Tiles; tile++)
        {
            int left = tile % Tiles * picture.Width / Tiles, right = ((tile % Tiles) + 1) * picture.Width / Tiles;
            int top = tile / Tiles * picture.Height / Tiles, bottom = ((tile / Tiles) + 1) * picture.Height / Tiles;
            sum += Skewness(picture, left, top, right, bottom);
        }

        // A picture of few pixels, or of one large sign, as a whole.
        sum = sum == 0 ? Skewness(picture, 0, 0, picture.Width, picture.Height) : sum;
        return sum > 0 ? InkPolarity.LightOnDark : InkPolarity.DarkOnLight;
    }

    private static double Skewness(WorkingPicture picture, int left, int top, int right, int bottom)
    {
        int step = Math.Max(1, Math.Max(right - left, bottom - top) / Samples);
        double count = 0, sum = 0, squares = 0, cubes = 0;
        for (int y = top; y < bottom; y += step)
        {
            for (int x = left; x < right; x += step)
            {
                int i = (y * picture.Width) + x;
                double level = (picture.Planes[0][i] + (2 * picture.Planes[1][i]) + picture.Planes[2][i]) / 4.0;
                (count, sum, squares, cubes) = (count + 1, sum + level, squares + (level * level), cubes + (level * level * level));
            }
        }

        double mean = sum / count, variance = (squares / count) - (mean * mean);
        if (count == 0 || variance < LeastVariance)
        {
            return 0;
        }

        double third = (cubes / count) - (3 * mean * (squares / count)) + (2 * mean * mean * mean);
        return third / variance;   // brought to its contrast, which then counts once: tiles with more of it say more
    }
}
