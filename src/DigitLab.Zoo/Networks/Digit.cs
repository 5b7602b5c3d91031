using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>What all networks here take and give.</summary>
internal static class Digit
{
    /// <summary>Pixels on a side.</summary>
    internal const int Side = 28;

    /// <summary>The digits 0 to 9.</summary>
    internal const int Classes = 10;

    /// <summary>One gray picture: [28, 28, 1].</summary>
    internal static Shape Input { get; } = new(Side, Side, 1);
}
