namespace DigitLab.Insight;

/// <summary>An axis with its limits and ticks settled: from numbers to parts of its length.</summary>
/// <remarks>
/// Ticks stand at 1, 2 or 5 times a power of ten, as close as the room allows, and limits that nobody gave move out to the next tick.
/// Source: Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
/// </remarks>
internal sealed class AxisMap
{
    private readonly bool _isLog;
    private readonly double _low;    // logarithms of the limits on a logarithmic axis
    private readonly double _high;
    private readonly double _step;

    /// <param name="axis">What was asked for.</param>
    /// <param name="values">All numbers that the axis must hold.</param>
    /// <param name="mostTicks">How many ticks have room.</param>
    /// <param name="hasZero">Whether 0 must be on the axis, as for bars.</param>
    internal AxisMap(Axis axis, IEnumerable<double> values, int mostTicks, bool hasZero = false)
    {
        _isLog = axis.Scale == AxisScale.Logarithmic;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in hasZero && !_isLog ? values.Append(0) : values)
        {
            if (double.IsFinite(value) && (!_isLog || value > 0))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        (low, high) = low > high ? (_isLog ? 1 : 0, 1) : (low, high);   // nothing to show
        (low, high) = (axis.Min ?? low, axis.Max ?? high);
        if (_isLog)
        {
            (_low, _high) = (Math.Log10(low), Math.Log10(high));
            (_low, _high) = (axis.Min is null ? Math.Floor(_low + 1e-9) : _low, axis.Max is null ? Math.Ceiling(_high - 1e-9) : _high);
            _high = _high > _low ? _high : _low + 1;
            _step = Math.Max(1, Math.Ceiling((_high - _low) / mostTicks));
            Ticks = [.. Decades()];
            return;
        }

        if (high <= low)
        {
            double margin = low == 0 || axis.IsWhole ? 1 : Math.Abs(low) / 10;
            (low, high) = (axis.Min ?? low - margin, axis.Max ?? high + margin);
        }

        _step = NiceStep((high - low) / mostTicks, axis.IsWhole);
        (_low, _high) = (axis.Min ?? (axis.IsWhole ? low : Math.Floor((low / _step) + 1e-9) * _step), axis.Max ?? (axis.IsWhole ? high : Math.Ceiling((high / _step) - 1e-9) * _step));
        Ticks = [.. Steps()];
    }

    /// <summary>The numbers that get a label, ascending.</summary>
    internal IReadOnlyList<double> Ticks { get; }

    /// <summary>The tick's label.</summary>
    internal string LabelOf(double tick) => TickLabels.Of(tick, _isLog ? tick : _step);

    /// <summary>Where a number lies, from 0 at the axis's beginning to 1 at its end, and beyond; NaN for one that has no place.</summary>
    internal double Of(double value) => _isLog
        ? value > 0 ? (Math.Log10(value) - _low) / (_high - _low) : double.NaN
        : (value - _low) / (_high - _low);

    private static double NiceStep(double rough, bool isWhole)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double part = rough / power;
        double step = power * (part <= 1 + 1e-9 ? 1 : part <= 2 + 1e-9 ? 2 : part <= 5 + 1e-9 ? 5 : 10);
        return isWhole ? Math.Max(1, Math.Round(step)) : step;
    }

    private IEnumerable<double> Steps()
    {
        for (long i = (long)Math.Ceiling((_low / _step) - 1e-9); i * _step <= _high + (1e-9 * _step); i++)
        {
            yield return i * _step;
        }
    }

    private IEnumerable<double> Decades()
    {
        bool isShort = _high - _low <= 1.01;   // a single decade has 2 and 5 as well
        for (double exponent = Math.Floor(_low); exponent <= _high + 1e-9; exponent += _step)
        {
            foreach (double factor in isShort ? [1.0, 2.0, 5.0] : new[] { 1.0 })
            {
                double tick = factor * Math.Pow(10, exponent), place = Math.Log10(tick);
                if (place >= _low - 1e-9 && place <= _high + 1e-9)
                {
                    yield return tick;
                }
            }
        }
    }
}
