using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The older approximation of x · Φ(x): ½ x (1 + tanh u), u = √(2/π) (x + 0.044715 x³).</summary>
internal readonly struct TanhGeluFunction : IActivation
{
    private const float Root = 0.79788456f;   // √(2/π)
    private const float Cubic = 0.044715f;    // Hendrycks, Gimpel 2016

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(TLanes.Multiply(TLanes.Spread(0.5f), x), TLanes.Add(TLanes.Spread(1), TanhOf<TLanes, TVector>(x)));

    // ½ (1 + t) + ½ x (1 − t²) u′, t = tanh u, u′ = √(2/π) (1 + 3 · 0.044715 x²).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector one = TLanes.Spread(1), half = TLanes.Spread(0.5f), t = TanhOf<TLanes, TVector>(x);
        TVector slope = TLanes.Multiply(
            TLanes.Spread(Root), TLanes.FusedMultiplyAdd(TLanes.Spread(3 * Cubic), TLanes.Multiply(x, x), one));
        TVector rest = TLanes.Multiply(TLanes.Subtract(one, TLanes.Multiply(t, t)), slope);
        return TLanes.Multiply(half, TLanes.FusedMultiplyAdd(x, rest, TLanes.Add(one, t)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TanhOf<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector inner = TLanes.FusedMultiplyAdd(TLanes.Multiply(TLanes.Spread(Cubic), TLanes.Multiply(x, x)), x, x);
        return LaneMath.Tanh<TLanes, TVector>(TLanes.Multiply(TLanes.Spread(Root), inner));
    }
}
