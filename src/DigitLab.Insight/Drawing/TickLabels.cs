using System.Globalization;

namespace DigitLab.Insight;

/// <summary>Numbers as an axis or a tooltip writes them.</summary>
internal static class TickLabels
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A tick with as many decimals as the step between ticks has: <c>0.25</c>, <c>20,000</c>, <c>2·10⁻⁵</c>.</summary>
    internal static string Of(double value, double step)
    {
        if (value == 0)
        {
            return "0";
        }

        double size = Math.Max(Math.Abs(value), step);
        if (size < 0.001 || size >= 1e7)
        {
            return Scientific(value);
        }

        int decimals = (int)Math.Clamp(Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 6);
        return WithMinus(value.ToString($"N{decimals}", CultureInfo.InvariantCulture));
    }

    /// <summary>A number with about four digits that count, for tooltips and cells.</summary>
    internal static string Exact(double value)
    {
        double size = Math.Abs(value);
        return !double.IsFinite(value) ? "–"
            : value == Math.Round(value) && size < 1e15 ? WithMinus(value.ToString("N0", CultureInfo.InvariantCulture))
            : size < 0.0001 ? Scientific(value)
            : WithMinus(value.ToString(size >= 1000 ? "N1" : size >= 10 ? "0.##" : "0.####", CultureInfo.InvariantCulture));
    }

    // 2·10⁻⁵, and 10⁻⁵ for 1·10⁻⁵
    private static string Scientific(double value)
    {
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);
        double mantissa = Math.Round(value / Math.Pow(10, exponent), 2);
        string power = string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']));
        string times = mantissa == 1 ? "" : $"{WithMinus(mantissa.ToString("0.##", CultureInfo.InvariantCulture))}·";
        return $"{times}10{(exponent < 0 ? "⁻" : "")}{power}";
    }

    private static string WithMinus(string number) => number.Replace('-', '−');
}
