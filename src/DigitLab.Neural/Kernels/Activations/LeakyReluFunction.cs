using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>x above 0, slope · x elsewhere.</summary>
internal readonly struct LeakyReluFunction(float slope) : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, TLanes.Multiply(x, TLanes.Spread(slope)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), TLanes.Spread(1), TLanes.Spread(slope));
}
