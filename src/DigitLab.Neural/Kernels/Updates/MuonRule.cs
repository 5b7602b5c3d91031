using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>m ← μm + (1−μ)g; u ← μm + (1−μ)g. The weight is left alone: u has to be made orthogonal first.</summary>
internal readonly struct MuonRule(float momentum, float rest) : IUpdateRule
{
    public int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector kept = TLanes.Spread(momentum), taken = TLanes.Multiply(TLanes.Spread(rest), gradient);
        first = TLanes.FusedMultiplyAdd(kept, first, taken);
        second = TLanes.FusedMultiplyAdd(kept, first, taken);
    }
}
