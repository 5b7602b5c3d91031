using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>x · Φ(x), with derivative Φ(x) + x · φ(x), Φ and φ being the normal distribution and its density.</summary>
internal readonly struct GeluFunction : IActivation
{
    private const float DensityAtZero = 0.39894228f;   // 1/√(2π)

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(x, LaneMath.NormalCdf<TLanes, TVector>(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector bell = LaneMath.Exp<TLanes, TVector>(TLanes.Multiply(TLanes.Multiply(x, x), TLanes.Spread(-0.5f)));
        TVector density = TLanes.Multiply(TLanes.Spread(DensityAtZero), bell);
        return TLanes.FusedMultiplyAdd(x, density, LaneMath.NormalCdf<TLanes, TVector>(x));
    }
}
