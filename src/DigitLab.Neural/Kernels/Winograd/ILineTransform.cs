namespace DigitLab.Neural;

/// <summary>One of the transforms of a minimal filter, done to a line of numbers: Bᵀ d or A ∂y.</summary>
internal interface ILineTransform
{
    /// <summary>How many numbers a line has before; behind, it has as many as the filter has products. Those from there on are not looked at, or are 0.</summary>
    static abstract int Inputs { get; }

    /// <summary>Transforms a line.</summary>
    static abstract void Run<TLanes, TVector>(
        TVector d0,
        TVector d1,
        TVector d2,
        TVector d3,
        TVector d4,
        TVector d5,
        TVector d6,
        TVector d7,
        out TVector v0,
        out TVector v1,
        out TVector v2,
        out TVector v3,
        out TVector v4,
        out TVector v5,
        out TVector v6,
        out TVector v7)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
