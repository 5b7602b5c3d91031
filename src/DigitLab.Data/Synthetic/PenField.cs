namespace DigitLab.Data;

/// <summary>A 28×28 field that a round pen inks: each pixel knows how far inside or outside the ink it lies.</summary>
internal ref struct PenField
{
    private const int Side = 28;
    private const double Far = 1e9;

    private readonly Span<double> _outside;   // distance to the ink's edge, negative inside

    internal PenField(Span<double> memory)
    {
        _outside = memory;
        _outside.Fill(Far);
    }

    /// <summary>Numbers of memory that a field needs.</summary>
    internal static int Length => Side * Side;

    /// <summary>Draws a straight piece of a stroke.</summary>
    internal readonly void Draw(PenPoint from, PenPoint to, double radius)
    {
        double margin = radius + 1.5;
        int top = Inside(Math.Floor(Math.Min(from.Y, to.Y) - margin)), bottom = Inside(Math.Ceiling(Math.Max(from.Y, to.Y) + margin));
        int left = Inside(Math.Floor(Math.Min(from.X, to.X) - margin)), right = Inside(Math.Ceiling(Math.Max(from.X, to.X) + margin));
        double dx = to.X - from.X, dy = to.Y - from.Y, square = (dx * dx) + (dy * dy);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double along = square > 0 ? Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / square, 0, 1) : 0;
                double offX = x - from.X - (along * dx), offY = y - from.Y - (along * dy);
                double outside = Math.Sqrt((offX * offX) + (offY * offY)) - radius;
                ref double nearest = ref _outside[(y * Side) + x];
                nearest = Math.Min(nearest, outside);
            }
        }
    }

    /// <summary>The field as pixels, the ink's edge spread over <paramref name="softness"/> pixels.</summary>
    internal readonly void Write(Span<byte> pixels, double softness)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((255 * Math.Clamp(0.5 - (_outside[i] / softness), 0, 1)) + 0.5);
        }
    }

    private static int Inside(double coordinate) => (int)Math.Clamp(coordinate, 0, Side - 1);
}
