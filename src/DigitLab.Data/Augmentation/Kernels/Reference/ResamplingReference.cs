namespace DigitLab.Data;

/// <summary>Bilinear resampling as a textbook writes it, pixel by pixel.</summary>
/// <remarks>
/// Pixel (x, y) comes from (X, Y) = (XX·x + XY·y + X0 + Δx, YX·x + YY·y + Y0 + Δy), at most one pixel outside the picture, where all is 0.
/// With u and v the parts of X and Y behind the point, the value is the mean of the four pixels around with the weights (1−u)(1−v), u(1−v),
/// (1−u)v, uv, rounded to a byte.
/// </remarks>
internal static class ResamplingReference
{
    /// <param name="height">Rows.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="image">The pixels, row by row.</param>
    /// <param name="map">Where pixels come from.</param>
    /// <param name="displacements">Δx and Δy of each pixel, row by row; null for none.</param>
    /// <param name="output">Overwritten.</param>
    internal static void Run(
        int height, int width, ReadOnlySpan<byte> image, in AffineMap map, (float X, float Y)[]? displacements, Span<byte> output)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (float byX, float byY) = displacements is null ? (0, 0) : displacements[(y * width) + x];

                // Counted from one pixel above and to the left of the picture, so that no place is below 0.
                float sourceX = MathF.FusedMultiplyAdd(map.XX, x, MathF.FusedMultiplyAdd(map.XY, y, map.X0 + 1)) + byX;
                float sourceY = MathF.FusedMultiplyAdd(map.YX, x, MathF.FusedMultiplyAdd(map.YY, y, map.Y0 + 1)) + byY;
                sourceX = sourceX > 0 ? Math.Min(sourceX, width + 1) : 0;
                sourceY = sourceY > 0 ? Math.Min(sourceY, height + 1) : 0;
                int column = (int)sourceX - 1, row = (int)sourceY - 1;
                float u = sourceX - (column + 1), v = sourceY - (row + 1);
                float upper = Mean(At(image, height, width, column, row), At(image, height, width, column + 1, row), u);
                float lower = Mean(At(image, height, width, column, row + 1), At(image, height, width, column + 1, row + 1), u);
                output[(y * width) + x] = (byte)(Mean(upper, lower, v) + 0.5f);
            }
        }
    }

    // (1 − t) a + t b, in the form with one rounding less.
    private static float Mean(float a, float b, float t) => MathF.FusedMultiplyAdd(t, b - a, a);

    private static float At(ReadOnlySpan<byte> image, int height, int width, int column, int row) =>
        column >= 0 && column < width && row >= 0 && row < height ? image[(row * width) + column] : 0;
}
