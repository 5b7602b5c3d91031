using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Elementary functions of vectors of floats, with the same bits in every width and on every machine.</summary>
/// <remarks>
/// Only additions, products and quotients, each rounded once, in a fixed order. Errors over all floats, measured against doubles:
/// <see cref="Exp"/> 2 units in the last place, <see cref="Sigmoid"/> 3 (and 0 below −88.7), <see cref="Tanh"/> 3; <see cref="NormalCdf"/> 2⁻²² absolute.
/// </remarks>
internal static class LaneMath
{
    private const float LogTwoHigh = 0.693359375f;           // the leading bits of ln 2: its product with a whole number up to 2¹⁰ is exact
    private const float LogTwoLow = -2.12194440054690e-4f;   // the rest
    private const float Rounder = 12_582_912f;               // 1.5 · 2²³: added and taken away again, it leaves a whole number

    /// <summary>eˣ; 0 far below, ∞ far above, NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Exp<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Beyond these, the result is 0 or ∞ anyway. NaN compares false and stays.
        TVector lowest = TLanes.Spread(-104), highest = TLanes.Spread(89);
        x = TLanes.Select(TLanes.LessThanOrEqual(x, lowest), lowest, x);
        x = TLanes.Select(TLanes.GreaterThan(x, highest), highest, x);

        // x = k ln 2 + r with |r| ≤ ln 2 / 2; the series of eʳ to r⁷ leaves less than 2⁻²⁷.
        TVector k = Round<TLanes, TVector>(TLanes.Multiply(x, TLanes.Spread(1.44269504f)));
        TVector r = TLanes.FusedMultiplyAdd(k, TLanes.Spread(-LogTwoHigh), x);
        r = TLanes.FusedMultiplyAdd(k, TLanes.Spread(-LogTwoLow), r);
        TVector sum = TLanes.Spread(1f / 5040);
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Spread(1f / 720));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Spread(1f / 120));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Spread(1f / 24));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Spread(1f / 6));
        sum = TLanes.FusedMultiplyAdd(sum, r, TLanes.Spread(0.5f));
        sum = TLanes.FusedMultiplyAdd(TLanes.Multiply(sum, r), r, r);
        sum = TLanes.Add(sum, TLanes.Spread(1));

        // In two steps: 2ᵏ itself may be outside the range where the product is not.
        TVector half = Round<TLanes, TVector>(TLanes.Multiply(k, TLanes.Spread(0.5f)));
        return TLanes.Multiply(TLanes.Multiply(sum, TLanes.PowerOfTwo(half)), TLanes.PowerOfTwo(TLanes.Subtract(k, half)));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Sigmoid<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector one = TLanes.Spread(1);
        return TLanes.Divide(one, TLanes.Add(one, Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Zero, x))));
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Tanh<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Far from 0: 1 − 2/(e²ˣ + 1), of |x|, with the sign put back.
        TVector one = TLanes.Spread(1), size = Absolute<TLanes, TVector>(x);
        TVector power = Exp<TLanes, TVector>(TLanes.Add(size, size));
        TVector far = TLanes.Subtract(one, TLanes.Divide(TLanes.Spread(2), TLanes.Add(power, one)));
        far = TLanes.Select(TLanes.LessThanOrEqual(x, TLanes.Zero), TLanes.Subtract(TLanes.Zero, far), far);

        // Near 0 that would cancel; there Lambert's continued fraction x/(1 + x²/(3 + x²/(5 + x²/(7 + x²/9)))).
        TVector square = TLanes.Multiply(x, x), fraction = TLanes.Spread(9);
        fraction = TLanes.Add(TLanes.Spread(7), TLanes.Divide(square, fraction));
        fraction = TLanes.Add(TLanes.Spread(5), TLanes.Divide(square, fraction));
        fraction = TLanes.Add(TLanes.Spread(3), TLanes.Divide(square, fraction));
        fraction = TLanes.Add(one, TLanes.Divide(square, fraction));
        TVector near = TLanes.Divide(x, fraction);
        return TLanes.Select(TLanes.GreaterThan(size, TLanes.Spread(0.625f)), far, near);
    }

    /// <summary>Φ(x), the standard normal distribution below x: ½ erfc(−x/√2).</summary>
    /// <remarks>
    /// erfc z = e^(−z²) · t · P(t) with t = 1/(1 + 0.4 z), z ≥ 0, as Hastings 1955 proposed; this P, of degree 9, was fitted by ourselves,
    /// to a relative error of 8·10⁻⁹ for z from 0 to 10.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector NormalCdf<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector one = TLanes.Spread(1), half = TLanes.Spread(0.5f);
        TVector z = TLanes.Multiply(Absolute<TLanes, TVector>(x), TLanes.Spread(0.70710678f));
        TVector t = TLanes.Divide(one, TLanes.FusedMultiplyAdd(TLanes.Spread(0.4f), z, one));
        TVector sum = TLanes.Spread(-0.029597018f);
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(0.19802779f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(-0.49884591f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(0.54748166f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(-0.28440540f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(0.27208725f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(0.12967224f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(0.21492070f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(0.22495183f));
        sum = TLanes.FusedMultiplyAdd(sum, t, TLanes.Spread(0.22570692f));
        TVector bell = Exp<TLanes, TVector>(TLanes.Multiply(TLanes.Multiply(x, x), TLanes.Spread(-0.5f)));
        TVector tail = TLanes.Multiply(half, TLanes.Multiply(bell, TLanes.Multiply(t, sum)));
        return TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), TLanes.Subtract(one, tail), tail);
    }

    /// <summary>The largest whole number that is not above x, for |x| below 2²².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Floor<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector nearest = Round<TLanes, TVector>(x);
        return TLanes.Select(TLanes.GreaterThan(nearest, x), TLanes.Subtract(nearest, TLanes.Spread(1)), nearest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Round<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Subtract(TLanes.Add(x, TLanes.Spread(Rounder)), TLanes.Spread(Rounder));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Absolute<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.LessThanOrEqual(x, TLanes.Zero), TLanes.Subtract(TLanes.Zero, x), x);
}
