using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Where the camera sees a place of the paper: turned about the middle, and farther away on one side.</summary>
/// <remarks>(x, y) ↦ c + s · R(x − c, y − c) / (1 + p·(x − c)/w + q·(y − c)/h), with the scale s chosen so that the middle keeps its size.</remarks>
internal readonly struct PageMap
{
    private readonly double _centreX;
    private readonly double _centreY;
    private readonly double _sin;
    private readonly double _cos;
    private readonly double _p;
    private readonly double _q;

    /// <param name="width">Columns of the page.</param>
    /// <param name="height">Rows of the page.</param>
    /// <param name="tiltDegrees">Clockwise.</param>
    /// <param name="perspectiveX">By how much the right edge is smaller than the left, as a share.</param>
    /// <param name="perspectiveY">By how much the lower edge is smaller than the upper, as a share.</param>
    internal PageMap(int width, int height, double tiltDegrees, double perspectiveX, double perspectiveY)
    {
        (_centreX, _centreY) = (width / 2.0, height / 2.0);
        (_sin, _cos) = PortableMath.SinCos(tiltDegrees * Math.PI / 180);
        (_p, _q) = (perspectiveX / width, perspectiveY / height);
    }

    /// <summary>The place in the picture.</summary>
    internal (double X, double Y) Apply(double x, double y)
    {
        double fromX = x - _centreX, fromY = y - _centreY, depth = 1 + (_p * fromX) + (_q * fromY);
        return (_centreX + (((_cos * fromX) - (_sin * fromY)) / depth), _centreY + (((_sin * fromX) + (_cos * fromY)) / depth));
    }

    /// <summary>The place, with the pen as wide as it looks there.</summary>
    internal PenPoint Apply(double x, double y, double radius)
    {
        (double toX, double toY) = Apply(x, y);
        return new PenPoint(toX, toY, radius / (1 + (_p * (x - _centreX)) + (_q * (y - _centreY))));
    }
}
