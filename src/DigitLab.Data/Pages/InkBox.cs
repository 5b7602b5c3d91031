using DigitLab.Imaging;

namespace DigitLab.Data;

/// <summary>The smallest box around places of a pen, as it grows.</summary>
internal struct InkBox
{
    private double _left;
    private double _top;
    private double _right;
    private double _bottom;

    /// <summary>Whether nothing was included yet.</summary>
    internal bool IsEmpty { get; private set; } = true;

    public InkBox()
    {
    }

    /// <summary>Grows to hold a round spot.</summary>
    internal void Include(PenPoint point)
    {
        (double left, double right) = (point.X - point.Radius, point.X + point.Radius);
        (double top, double bottom) = (point.Y - point.Radius, point.Y + point.Radius);
        (_left, _right) = IsEmpty ? (left, right) : (Math.Min(_left, left), Math.Max(_right, right));
        (_top, _bottom) = IsEmpty ? (top, bottom) : (Math.Min(_top, top), Math.Max(_bottom, bottom));
        IsEmpty = false;
    }

    /// <summary>The whole pixels of a page that it covers; at least one.</summary>
    internal readonly PixelBox Within(int width, int height)
    {
        int left = (int)Math.Clamp(Math.Floor(_left), 0, width - 1), top = (int)Math.Clamp(Math.Floor(_top), 0, height - 1);
        int right = (int)Math.Clamp(Math.Ceiling(_right), left + 1, width), bottom = (int)Math.Clamp(Math.Ceiling(_bottom), top + 1, height);
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
