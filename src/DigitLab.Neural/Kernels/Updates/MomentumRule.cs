using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>v ← μ·v + g; w ← w − η·v, or, with Nesterov's look ahead, w ← w − η·(g + μ·v).</summary>
internal readonly struct MomentumRule(float learningRate, float momentum, bool isNesterov) : IUpdateRule
{
    public int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector kept = TLanes.Spread(momentum);
        first = TLanes.FusedMultiplyAdd(kept, first, gradient);
        TVector step = isNesterov ? TLanes.FusedMultiplyAdd(kept, first, gradient) : first;
        weight = TLanes.FusedMultiplyAdd(TLanes.Spread(-learningRate), step, weight);
    }
}
