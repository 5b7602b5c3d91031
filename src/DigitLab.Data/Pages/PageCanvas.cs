using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>A page that signs are written on, and that is then seen through a camera.</summary>
/// <remarks>Places are those of the flat paper; strokes are mapped as lines, so that nothing is resampled.</remarks>
internal sealed class PageCanvas
{
    private readonly InkPlane _ink;
    private readonly InkPlane _printed;
    private readonly PageLook _look;
    private readonly PageMap _map;
    private readonly List<PageSign> _signs = [];

    internal PageCanvas(int width, int height, PageLook look)
    {
        _ink = new InkPlane(width, height);
        _printed = new InkPlane(width, height);
        _look = look;
        _map = new PageMap(width, height, look.TiltDegrees, look.PerspectiveX, look.PerspectiveY);
        PrintLines();
    }

    /// <summary>Writes a form by a random hand: its upper left corner at a place, its height as given.</summary>
    /// <returns>How wide it became.</returns>
    internal double Write(DigitForm form, int label, int row, double x, double y, double height, ref RandomSource random)
    {
        var hand = new Handwriting(ref random);
        Span<PenPoint> line = stackalloc PenPoint[SignTracer.LargestPieces];
        Span<bool> isStart = stackalloc bool[SignTracer.LargestPieces];
        line = line[..SignTracer.Trace(form, hand, ref random, line, isStart)];
        double left = double.MaxValue, right = double.MinValue, top = double.MaxValue, bottom = double.MinValue;
        foreach (PenPoint point in line)
        {
            (left, right) = (Math.Min(left, point.X), Math.Max(right, point.X));
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        }

        // A dash is as wide as a digit is high, not endlessly.
        double scale = height / Math.Max(bottom - top, 0.5 * (right - left));
        double pen = _look.PenWidth > 0 ? _look.PenWidth / 2 * height : hand.PenRadius / 20 * height;
        var box = new InkBox();
        for (int i = 0; i < line.Length; i++)
        {
            // The hand's pressure, without its own width of pen.
            double radius = pen * line[i].Radius / hand.PenRadius;
            line[i] = _map.Apply(x + (scale * (line[i].X - left)), y + (scale * (line[i].Y - top)), radius);
            box.Include(line[i]);
            if (i > 0 && !isStart[i])
            {
                _ink.Draw(line[i - 1], line[i], 1);
            }
        }

        _signs.Add(new PageSign(label, row, box.Within(_ink.Width, _ink.Height)));
        return scale * (right - left);
    }

    /// <summary>Copies a digit of 28×28 pixels with smooth outlines: the field's upper left corner at a place, its 20 pixels as high as given.</summary>
    internal void Paste(ReadOnlySpan<byte> digit, int label, int row, double x, double y, double height, double threshold)
    {
        double step = height / ScannedSign.BoxSide;
        var box = new InkBox();
        for (int v = 0; v < 2; v++)
        {
            for (int u = 0; u < 2; u++)
            {
                box.Include(_map.Apply(x + (u * step * ScannedSign.Side), y + (v * step * ScannedSign.Side), 0));
            }
        }

        // The map is nearly affine over one sign: inverted from its corners.
        (double X, double Y) origin = _map.Apply(x, y), alongX = _map.Apply(x + (step * 28), y), alongY = _map.Apply(x, y + (step * 28));
        (double ax, double ay, double bx, double by) = (alongX.X - origin.X, alongX.Y - origin.Y, alongY.X - origin.X, alongY.Y - origin.Y);
        double determinant = (ax * by) - (ay * bx), sharpness = Math.Sqrt(Math.Abs(determinant)) / 28;
        PixelBox field = box.Within(_ink.Width, _ink.Height);
        var ink = new InkBox();
        for (int row2 = field.Y; row2 < field.Bottom; row2++)
        {
            for (int column = field.X; column < field.Right; column++)
            {
                double fromX = column + 0.5 - origin.X, fromY = row2 + 0.5 - origin.Y;
                double sourceX = ((fromX * by) - (fromY * bx)) / determinant * 28, sourceY = ((fromY * ax) - (fromX * ay)) / determinant * 28;
                double level = Math.Clamp((ScannedSign.At(digit, sourceX, sourceY) - threshold) * 1.6 * sharpness + 0.5, 0, 1);
                ref float old = ref _ink.Levels[(row2 * _ink.Width) + column];
                old = Math.Max(old, (float)level);
                if (level > 0.5)
                {
                    ink.Include(new PenPoint(column + 0.5, row2 + 0.5, 0.5));
                }
            }
        }

        _signs.Add(new PageSign(label, row, ink.IsEmpty ? field : ink.Within(_ink.Width, _ink.Height)));
    }

    /// <summary>Draws a line that is no sign: a scribble's piece.</summary>
    internal void Scratch(double fromX, double fromY, double toX, double toY, double radius) =>
        _ink.Draw(_map.Apply(fromX, fromY, radius), _map.Apply(toX, toY, radius), 1);

    /// <summary>Takes the picture.</summary>
    internal RenderedPage Photograph(ref RandomSource random) => new(PageCamera.Take(_ink, _printed, _look, ref random), _signs);

    private void PrintLines()
    {
        if (_look.Paper == PaperKind.Plain)
        {
            return;
        }

        const double Half = 0.8;   // of a printed line's width, in pixels
        double reach = Math.Max(_ink.Width, _ink.Height) / 2.0;
        for (double at = -reach + (_look.LineSpacing / 3); at < _ink.Height + reach; at += _look.LineSpacing)
        {
            _printed.Draw(_map.Apply(-reach, at, Half), _map.Apply(_ink.Width + reach, at, Half), 1);
        }

        for (double at = -reach + (_look.LineSpacing / 3); _look.Paper == PaperKind.Squared && at < _ink.Width + reach; at += _look.LineSpacing)
        {
            _printed.Draw(_map.Apply(at, -reach, Half), _map.Apply(at, _ink.Height + reach, Half), 1);
        }
    }
}
