using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>1 / (1 + e⁻ˣ), with derivative y · (1 − y).</summary>
internal readonly struct SigmoidFunction : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        LaneMath.Sigmoid<TLanes, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(y, TLanes.Subtract(TLanes.Spread(1), y));
}
