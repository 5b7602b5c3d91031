using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A · tanh(S · x), with derivative S · (A − y² / A).</summary>
internal readonly struct TanhFunction(float amplitude, float steepness) : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(TLanes.Spread(amplitude), LaneMath.Tanh<TLanes, TVector>(TLanes.Multiply(TLanes.Spread(steepness), x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector most = TLanes.Spread(amplitude);
        return TLanes.Multiply(TLanes.Spread(steepness), TLanes.Subtract(most, TLanes.Divide(TLanes.Multiply(y, y), most)));
    }
}
