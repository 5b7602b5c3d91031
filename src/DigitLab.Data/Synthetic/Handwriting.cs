using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>What makes one hand's digit differ from another's: how it leans, stretches and trembles, and how the pen is held.</summary>
/// <remarks>The spreads were set by eye beside sheets of MNIST, and by what a network trained on the result reads of it.</remarks>
internal readonly struct Handwriting
{
    private readonly double _slant;
    private readonly double _sine;
    private readonly double _cosine;
    private readonly double _width;
    private readonly double _waveX;
    private readonly double _waveY;
    private readonly double _phaseX;
    private readonly double _phaseY;
    private readonly double _tremble;

    internal Handwriting(ref RandomSource random)
    {
        _slant = 0.16 + (0.26 * random.NextNormal());
        (_sine, _cosine) = PortableMath.SinCos(0.1 * random.NextNormal());
        _width = PortableMath.Exp(0.05 + (0.22 * random.NextNormal()));
        (_waveX, _waveY) = (0.035 * random.NextNormal(), 0.03 * random.NextNormal());
        (_phaseX, _phaseY) = (2 * Math.PI * random.NextDouble(), 2 * Math.PI * random.NextDouble());
        _tremble = random.NextBetween(0.012, 0.04);
        Radius = Math.Clamp(1.22 + (0.36 * random.NextNormal()), 0.6, 2.4);
        Softness = random.NextBetween(1.1, 1.7);
        Pressure = random.NextBetween(0, 0.22);
        PressurePhase = 2 * Math.PI * random.NextDouble();
    }

    /// <summary>Half the stroke's width, in pixels.</summary>
    internal double Radius { get; }

    /// <summary>How many pixels the ink's edge is spread over.</summary>
    internal double Softness { get; }

    /// <summary>How much the width changes along a stroke, as a part of it.</summary>
    internal double Pressure { get; }

    /// <summary>Where along the stroke the pen presses most, in radians.</summary>
    internal double PressurePhase { get; }

    /// <summary>Where this hand puts a point of a template.</summary>
    internal PenPoint Place(double x, double y, ref RandomSource random)
    {
        x = (x - 0.35 + (_tremble * random.NextNormal())) * _width;
        y = y - 0.5 + (_tremble * random.NextNormal());
        x += _waveX * PortableMath.Sin((5 * y) + _phaseX);
        y += _waveY * PortableMath.Sin((5 * x) + _phaseY);
        x -= _slant * y;
        return new PenPoint((_cosine * x) - (_sine * y), (_sine * x) + (_cosine * y));
    }
}
