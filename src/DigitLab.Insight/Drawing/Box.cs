namespace DigitLab.Insight;

/// <summary>A rectangle of a drawing, in its units, from the upper left corner.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    internal double Right => X + Width;

    internal double Bottom => Y + Height;
}
