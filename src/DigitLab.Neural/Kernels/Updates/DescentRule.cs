using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>w ← w − η·g.</summary>
internal readonly struct DescentRule(float learningRate) : IUpdateRule
{
    public int Slots => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        weight = TLanes.FusedMultiplyAdd(TLanes.Spread(-learningRate), gradient, weight);
}
