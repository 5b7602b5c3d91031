using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>How bright the light is at each place of a page: a slope, and a shadow with a soft, straight edge.</summary>
internal readonly struct PageLight
{
    private readonly double _start;
    private readonly double _slopeX;
    private readonly double _slopeY;
    private readonly double _shadow;
    private readonly double _edgeX;
    private readonly double _edgeY;
    private readonly double _edge;
    private readonly double _softness;

    internal PageLight(PageLook look, int width, int height, ref RandomSource random)
    {
        (double sin, double cos) = PortableMath.SinCos(random.NextBetween(0, 2 * Math.PI));
        double reach = Math.Abs(cos) + Math.Abs(sin);
        (_slopeX, _slopeY) = (look.Shading * cos / reach / width, look.Shading * sin / reach / height);
        _start = 1 + Math.Min(0, _slopeX * width) + Math.Min(0, _slopeY * height);   // so that the lightest corner has all light
        (double edgeSin, double edgeCos) = PortableMath.SinCos(random.NextBetween(0, 2 * Math.PI));
        (_edgeX, _edgeY) = (edgeCos, edgeSin);
        _edge = (edgeCos * width * random.NextBetween(0.3, 0.7)) + (edgeSin * height * random.NextBetween(0.3, 0.7));
        _softness = Math.Max(width, height) * random.NextBetween(0.02, 0.12);
        _shadow = look.Shadow;
    }

    /// <summary>The part of the full light, at most 1.</summary>
    internal double At(int x, int y)
    {
        double across = Math.Clamp((((_edgeX * x) + (_edgeY * y) - _edge) / _softness) + 0.5, 0, 1);
        return (_start - (_slopeX * x) - (_slopeY * y)) * (1 - (_shadow * across));
    }
}
