using DigitLab.Imaging;

namespace DigitLab;

/// <summary>The colour of the bare paper at every place of a picture.</summary>
/// <remarks>
/// The paper is what the border mostly shows. Where the border is even, the paper has one colour: the border's median. Where it is
/// not, the picture is cut into 8×8 cells; each cell's median is paper unless strokes fill half of it, and a quadratic surface is
/// fitted to the cells, in three rounds that leave out the cells too far from the surface before.
/// </remarks>
internal sealed class Paper
{
    private const int Cells = 8;
    private const int SmallestSide = 32;     // below this a cell has too few pixels for a median
    private const float EvenBorder = 6;      // gray levels between the border's quartiles
    private static readonly double[] Tolerances = [60, 30, 15];   // gray levels, round by round

    private readonly QuadraticSurface[] _channels;
    private readonly double _scaleX;
    private readonly double _scaleY;

    private Paper(QuadraticSurface[] channels, int width, int height)
    {
        _channels = channels;
        _scaleX = 2.0 / width;
        _scaleY = 2.0 / height;
    }

    /// <summary>Estimates the paper of an opaque picture.</summary>
    internal static Paper Of(ColorImage picture)
    {
        var medians = new QuadraticSurface[3];
        bool isEven = true;
        for (int c = 0; c < 3; c++)
        {
            float[] border = Border.Channel(picture, c);
            medians[c] = QuadraticSurface.Constant(Quantile.Of(border, 0.5));
            isEven = isEven && Quantile.Of(border, 0.75) - Quantile.Of(border, 0.25) < EvenBorder;
        }

        var paper = new Paper(medians, picture.Width, picture.Height);
        return isEven || Math.Min(picture.Width, picture.Height) < SmallestSide ? paper : paper.FitTo(picture);
    }

    /// <summary>One channel of the paper's colour at the centre of a pixel, 0 to 255 or a little beyond.</summary>
    internal double At(int x, int y, int channel) =>
        _channels[channel].At((x + 0.5) * _scaleX - 1, (y + 0.5) * _scaleY - 1);

    private Paper FitTo(ColorImage picture)
    {
        List<Cell> cells = CellsOf(picture);
        QuadraticSurface[] channels = _channels;
        foreach (double tolerance in Tolerances)
        {
            List<Cell> near = cells.FindAll(cell => cell.IsNear(channels, tolerance));
            if (near.Count < cells.Count / 4)
            {
                break;   // what is left says too little about the whole
            }

            channels = [.. channels.Select((_, c) => QuadraticSurface.Fit([.. near.Select(cell => (cell.X, cell.Y, cell.Color[c]))]))];
        }

        return new Paper(channels, picture.Width, picture.Height);
    }

    private static List<Cell> CellsOf(ColorImage picture)
    {
        var cells = new List<Cell>();
        for (int i = 0; i < Cells * Cells; i++)
        {
            int left = i % Cells * picture.Width / Cells;
            int right = (i % Cells + 1) * picture.Width / Cells;
            int top = i / Cells * picture.Height / Cells;
            int bottom = (i / Cells + 1) * picture.Height / Cells;
            var box = new PixelBox(left, top, right - left, bottom - top);
            cells.Add(new Cell(
                (double)(left + right) / picture.Width - 1,
                (double)(top + bottom) / picture.Height - 1,
                [Median(picture, box, 0), Median(picture, box, 1), Median(picture, box, 2)]));
        }

        return cells;
    }

    private static float Median(ColorImage picture, PixelBox box, int channel)
    {
        float[] values = new float[box.Width * box.Height];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = picture.Row(box.Y + i / box.Width)[4 * (box.X + i % box.Width) + channel];
        }

        return Quantile.Of(values, 0.5);
    }

    /// <summary>A part of the picture: its centre, from −1 to 1, and its median colour.</summary>
    private sealed record Cell(double X, double Y, double[] Color)
    {
        internal bool IsNear(QuadraticSurface[] channels, double tolerance)
        {
            for (int c = 0; c < channels.Length; c++)
            {
                if (Math.Abs(Color[c] - channels[c].At(X, Y)) > tolerance)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
