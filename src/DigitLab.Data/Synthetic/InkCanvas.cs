namespace DigitLab.Data;

/// <summary>The paper of one synthetic digit: 28×28 pixels of ink from 0 to 1, drawn by a round pen with a soft edge.</summary>
internal readonly ref struct InkCanvas(Span<float> ink)
{
    /// <summary>Side of the paper in pixels.</summary>
    internal const int Size = 28;

    private const double Centre = 14.5;   // of MNIST's digits: the middle of pixel 14, counted from 0 (mean of the training digits: 14.0 each way)
    private const float Faint = 1f / 512;   // less is no ink: it rounds to 0

    private readonly Span<float> _ink = ink;

    /// <summary>Draws a straight piece of a stroke; where ink is already, the darker stays.</summary>
    /// <param name="from">Its start, in pixels from the paper's upper left corner.</param>
    /// <param name="to">Its end.</param>
    /// <param name="hardness">What the ink falls by, per pixel of distance, at the stroke's edge.</param>
    internal void Draw(PenPoint from, PenPoint to, double hardness)
    {
        double reach = Math.Max(from.Radius, to.Radius) + (0.5 / hardness);
        int left = Clamp(Math.Floor(Math.Min(from.X, to.X) - reach)), right = Clamp(Math.Ceiling(Math.Max(from.X, to.X) + reach));
        int top = Clamp(Math.Floor(Math.Min(from.Y, to.Y) - reach)), bottom = Clamp(Math.Ceiling(Math.Max(from.Y, to.Y) + reach));
        double dx = to.X - from.X, dy = to.Y - from.Y, square = (dx * dx) + (dy * dy);
        double perLength = square > 0 ? 1 / square : 0;
        for (int row = top; row <= bottom; row++)
        {
            double y = row + 0.5 - from.Y;
            Span<float> line = _ink.Slice(row * Size, Size);
            for (int column = left; column <= right; column++)
            {
                // The distance to the nearest point of the piece.
                double x = column + 0.5 - from.X;
                double along = Math.Clamp(((x * dx) + (y * dy)) * perLength, 0, 1);
                double awayX = x - (along * dx), awayY = y - (along * dy);
                double radius = from.Radius + (along * (to.Radius - from.Radius));
                double distance = Math.Sqrt((awayX * awayX) + (awayY * awayY));
                double ink = Math.Min(((radius - distance) * hardness) + 0.5, 1);
                if (ink > line[column])
                {
                    line[column] = (float)ink;
                }
            }
        }
    }

    /// <summary>Writes the ink as bytes, moved by whole pixels so that its centre of mass lies on pixel 14 (to within half), as MNIST was made.</summary>
    internal void WriteCentred(Span<byte> pixels)
    {
        double mass = 0, massX = 0, massY = 0;
        int left = Size, right = -1, top = Size, bottom = -1;
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                float ink = _ink[(row * Size) + column];
                if (ink >= Faint)
                {
                    (mass, massX, massY) = (mass + ink, massX + (ink * (double)(column + 0.5)), massY + (ink * (double)(row + 0.5)));
                    (left, right) = (Math.Min(left, column), Math.Max(right, column));
                    (top, bottom) = (Math.Min(top, row), Math.Max(bottom, row));
                }
            }
        }

        // No ink leaves the paper.
        int shiftX = Math.Clamp((int)Math.Floor(Centre - (massX / mass) + 0.5), -left, Size - 1 - right);
        int shiftY = Math.Clamp((int)Math.Floor(Centre - (massY / mass) + 0.5), -top, Size - 1 - bottom);
        pixels.Clear();
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                float ink = _ink[(row * Size) + column];
                pixels[((row + shiftY) * Size) + column + shiftX] = (byte)((ink * byte.MaxValue) + 0.5f);
            }
        }
    }

    private static int Clamp(double place) => (int)Math.Clamp(place, 0, Size - 1);
}
