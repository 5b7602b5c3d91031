using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − step · m / (√v · scale + ε), where step and scale hold the bias corrections.</summary>
internal readonly struct AdamRule(AdamConstants constants) : IUpdateRule
{
    public int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes, TVector>(TVector gradient, ref TVector weight, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        first = TLanes.FusedMultiplyAdd(
            TLanes.Spread(constants.Rest1), gradient, TLanes.Multiply(TLanes.Spread(constants.Beta1), first));
        second = TLanes.FusedMultiplyAdd(
            TLanes.Multiply(TLanes.Spread(constants.Rest2), gradient), gradient, TLanes.Multiply(TLanes.Spread(constants.Beta2), second));
        TVector root = TLanes.FusedMultiplyAdd(TLanes.SquareRoot(second), TLanes.Spread(constants.RootScale), TLanes.Spread(constants.Epsilon));
        weight = TLanes.FusedMultiplyAdd(TLanes.Spread(-constants.StepSize), TLanes.Divide(first, root), weight);
    }
}
