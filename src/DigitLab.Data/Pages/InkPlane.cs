namespace DigitLab.Data;

/// <summary>How much ink there is at each pixel of a page, from 0 to 1; strokes of a round pen and scanned signs are laid on it.</summary>
internal sealed class InkPlane(int width, int height)
{
    /// <summary>Columns.</summary>
    internal int Width { get; } = width;

    /// <summary>Rows.</summary>
    internal int Height { get; } = height;

    /// <summary>The ink, row by row.</summary>
    internal float[] Levels { get; } = new float[width * height];

    /// <summary>Draws a straight piece of a stroke; where ink is already, the darker stays.</summary>
    /// <param name="from">Its start, in pixels from the upper left corner.</param>
    /// <param name="to">Its end.</param>
    /// <param name="strength">Of the ink, up to 1.</param>
    internal void Draw(PenPoint from, PenPoint to, float strength)
    {
        double reach = Math.Max(from.Radius, to.Radius) + 0.5;
        int left = Math.Max(0, (int)Math.Floor(Math.Min(from.X, to.X) - reach)), right = Math.Min(Width - 1, (int)Math.Ceiling(Math.Max(from.X, to.X) + reach));
        int top = Math.Max(0, (int)Math.Floor(Math.Min(from.Y, to.Y) - reach)), bottom = Math.Min(Height - 1, (int)Math.Ceiling(Math.Max(from.Y, to.Y) + reach));
        double dx = to.X - from.X, dy = to.Y - from.Y, square = (dx * dx) + (dy * dy), perLength = square > 0 ? 1 / square : 0;
        for (int row = top; row <= bottom; row++)
        {
            double y = row + 0.5 - from.Y;
            Span<float> line = Levels.AsSpan(row * Width, Width);
            for (int column = left; column <= right; column++)
            {
                // The distance to the nearest point of the piece.
                double x = column + 0.5 - from.X, along = Math.Clamp(((x * dx) + (y * dy)) * perLength, 0, 1);
                double awayX = x - (along * dx), awayY = y - (along * dy);
                double radius = from.Radius + (along * (to.Radius - from.Radius));
                double ink = Math.Clamp(radius - Math.Sqrt((awayX * awayX) + (awayY * awayY)) + 0.5, 0, 1) * strength;
                line[column] = Math.Max(line[column], (float)ink);
            }
        }
    }
}
