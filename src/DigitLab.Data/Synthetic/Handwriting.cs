using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>The hand that wrote one digit, drawn at random: how it leans, trembles, stretches and presses.</summary>
/// <remarks>
/// A point of the form is moved by a normal tremor; the top is made wider or narrower than the bottom and the upper half higher or lower
/// than the lower one; then a smooth field (two plane waves for each axis, no shorter than 0.7 of the digit's height) bends, and a shear,
/// a stretch and a turn follow. The spreads were chosen by eye beside MNIST and by its inked pixels: their share and mean.
/// </remarks>
internal readonly struct Handwriting
{
    private const double Tremor = 0.026;          // deviation of a point, in heights
    private const double WaveAmplitude = 0.028;   // deviation of a wave's height, in heights
    private const double Middle = 0.36;           // of a form, in heights from its left side
    private const double Taper = 0.22;            // deviation of the top's width against the bottom's
    private const double Balance = 0.22;          // deviation of the upper half's height against the lower's
    private const double FullTurn = 2 * Math.PI;

    private readonly double _xx;
    private readonly double _xy;
    private readonly double _yx;
    private readonly double _yy;
    private readonly double _taper;
    private readonly double _balance;
    private readonly Wave _x1;
    private readonly Wave _x2;
    private readonly Wave _y1;
    private readonly Wave _y2;

    internal Handwriting(ref RandomSource random)
    {
        // A right-hander's slant: most digits lean to the right, some far.
        double slant = 0.17 + (0.26 * random.NextNormal());
        double angle = 0.09 * random.NextNormal();
        double width = PortableMath.Exp(0.05 + (0.2 * random.NextNormal()));
        (double sin, double cos) = PortableMath.SinCos(angle);

        // Turn · shear · stretch; y points down, so leaning to the right takes x down as y grows.
        (_xx, _xy) = (cos * width, (-cos * slant) - sin);
        (_yx, _yy) = (sin * width, (-sin * slant) + cos);
        (_taper, _balance) = (Taper * random.NextNormal(), Balance * random.NextNormal());
        (_x1, _x2, _y1, _y2) = (new Wave(ref random), new Wave(ref random), new Wave(ref random), new Wave(ref random));

        // Median stroke 2.6 pixels wide, two thirds of them between 2.0 and 3.4.
        PenRadius = Math.Clamp(1.3 * PortableMath.Exp(0.28 * random.NextNormal()), 0.6, 2.3);
        PressureChange = 0.14 * random.NextNormal();
        Hardness = random.NextBetween(0.65, 1.15);
    }

    /// <summary>Half the stroke's width in pixels.</summary>
    internal double PenRadius { get; }

    /// <summary>How far from the middle of a stroke, in pixels, there is ink: the radius where it is largest, and half the edge.</summary>
    internal double Reach => (PenRadius * (1 + (Math.Abs(PressureChange) / 2))) + (0.5 / Hardness);

    /// <summary>How much of the radius is gained from a stroke's start to its end.</summary>
    internal double PressureChange { get; }

    /// <summary>Pixels over which a stroke's edge fades, inverted: a harder pen has sharper edges.</summary>
    internal double Hardness { get; }

    /// <summary>Moves a point of the form to where this hand puts it.</summary>
    internal (double X, double Y) Place((double X, double Y) point, ref RandomSource random)
    {
        double x = point.X + (Tremor * random.NextNormal()), y = point.Y + (Tremor * random.NextNormal());
        (x, y) = (Middle + ((x - Middle) * (1 + (_taper * ((2 * y) - 1)))), y + (_balance * y * (1 - y)));
        (x, y) = (x + _x1.At(x, y) + _x2.At(x, y), y + _y1.At(x, y) + _y2.At(x, y));
        return ((_xx * x) + (_xy * y), (_yx * x) + (_yy * y));
    }

    private readonly struct Wave
    {
        private readonly double _height;
        private readonly double _alongX;
        private readonly double _alongY;
        private readonly double _phase;

        internal Wave(ref RandomSource random)
        {
            _height = WaveAmplitude * random.NextNormal();
            _alongX = random.NextBetween(-FullTurn, FullTurn);
            _alongY = random.NextBetween(-FullTurn, FullTurn);
            _phase = random.NextBetween(0, FullTurn);
        }

        internal double At(double x, double y) => _height * PortableMath.Sin((_alongX * x) + (_alongY * y) + _phase);
    }
}
