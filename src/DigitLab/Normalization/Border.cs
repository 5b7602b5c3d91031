using DigitLab.Imaging;

namespace DigitLab;

/// <summary>The outermost pixels of a picture, which show the paper: a digit rarely fills half of the edge.</summary>
internal static class Border
{
    private const int ShareOfSide = 50;

    /// <summary>The places within the border of a picture: a fiftieth of its shorter side wide, at least a pixel.</summary>
    internal static List<(int X, int Y)> Pixels(int width, int height)
    {
        int ring = Math.Max(1, Math.Min(width, height) / ShareOfSide);
        var places = new List<(int, int)>();
        for (int y = 0; y < height; y++)
        {
            bool isWholeRow = y < ring || y >= height - ring;
            for (int x = 0; x < width; x++)
            {
                if (!isWholeRow && x == ring && width - ring > ring)
                {
                    x = width - ring;
                }

                places.Add((x, y));
            }
        }

        return places;
    }

    /// <summary>One channel of the border's pixels.</summary>
    internal static float[] Channel(ColorImage picture, int channel)
    {
        List<(int X, int Y)> places = Pixels(picture.Width, picture.Height);
        float[] values = new float[places.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = picture.Row(places[i].Y)[4 * places[i].X + channel];
        }

        return values;
    }
}
