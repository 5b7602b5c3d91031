using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>s ← s + g²; w ← w − η·g / (√s + ε).</summary>
internal readonly struct AdagradRule(float learningRate, float epsilon) : IUpdateRule
{
    public int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        first = TLanes.FusedMultiplyAdd(gradient, gradient, first);
        TVector step = TLanes.Divide(gradient, TLanes.Add(TLanes.SquareRoot(first), TLanes.Spread(epsilon)));
        weight = TLanes.FusedMultiplyAdd(TLanes.Spread(-learningRate), step, weight);
    }
}
