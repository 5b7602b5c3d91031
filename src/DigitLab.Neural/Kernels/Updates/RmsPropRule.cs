using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>s ← α·s + (1−α)·g²; u = g / (√s + ε); w ← w − η·u, or, with momentum, v ← μ·v + u; w ← w − η·v.</summary>
internal readonly struct RmsPropRule(float learningRate, float decay, float rest, float epsilon, float momentum) : IUpdateRule
{
    public int Slots => momentum > 0 ? 2 : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        first = TLanes.FusedMultiplyAdd(
            TLanes.Multiply(TLanes.Spread(rest), gradient), gradient, TLanes.Multiply(TLanes.Spread(decay), first));
        TVector step = TLanes.Divide(gradient, TLanes.Add(TLanes.SquareRoot(first), TLanes.Spread(epsilon)));
        second = TLanes.FusedMultiplyAdd(TLanes.Spread(momentum), second, step);
        weight = TLanes.FusedMultiplyAdd(TLanes.Spread(-learningRate), second, weight);
    }
}
