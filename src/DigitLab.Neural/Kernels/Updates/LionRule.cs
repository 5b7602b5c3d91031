using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>w ← w − η · sign(β₁m + (1−β₁)g); m ← β₂m + (1−β₂)g. The sign of 0 is 0.</summary>
internal readonly struct LionRule(float learningRate, float beta1, float rest1, float beta2, float rest2) : IUpdateRule
{
    public int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector direction = TLanes.FusedMultiplyAdd(TLanes.Spread(rest1), gradient, TLanes.Multiply(TLanes.Spread(beta1), first));
        TVector step = TLanes.Spread(learningRate);
        weight = TLanes.Subtract(weight, TLanes.Select(TLanes.GreaterThan(direction, TLanes.Zero), step, TLanes.Zero));
        weight = TLanes.Add(weight, TLanes.Select(TLanes.GreaterThan(TLanes.Zero, direction), step, TLanes.Zero));
        first = TLanes.FusedMultiplyAdd(TLanes.Spread(rest2), gradient, TLanes.Multiply(TLanes.Spread(beta2), first));
    }
}
