namespace DigitLab.Neural;

/// <summary>The few operations from which every kernel is made, on a vector of <see cref="Count"/> floats.</summary>
/// <remarks>
/// Each operation works lane by lane and rounds once as IEEE 754 prescribes, and none mixes lanes: so a kernel in which a lane
/// is one output's own sum gives the same bits for every implementation, down to the scalar one.
/// A mask is a vector whose lanes are all ones or all zeros, as comparisons make it.
/// </remarks>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TVector Zero { get; }

    static abstract TVector Load(ref float start, nint offset);

    static abstract void Store(TVector value, ref float start, nint offset);

    /// <summary>Stores the first <paramref name="count"/> lanes, 0 … Count − 1 of them, and touches nothing behind.</summary>
    static abstract void StorePart(TVector value, ref float start, nint offset, int count);

    /// <summary>One byte of each of <see cref="Count"/> words, as a float: the lowest after shifting right by <paramref name="shift"/> bits.</summary>
    static abstract TVector LoadByteOf(ref uint words, nint offset, int shift);

    /// <summary>Stores numbers as integers, without what is behind the point; they must not be beyond ±2³⁰.</summary>
    static abstract void StoreWhole(TVector value, ref int start, nint offset);

    /// <summary>Stores numbers from 0 to below 256 as bytes, without what is behind the point.</summary>
    static abstract void StoreBytes(TVector value, ref byte start, nint offset);

    /// <summary>The same number in all lanes.</summary>
    static abstract TVector Spread(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector SquareRoot(TVector a);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>2 to the power of a whole number from −126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector whole);

    static abstract TVector GreaterThan(TVector a, TVector b);

    static abstract TVector LessThanOrEqual(TVector a, TVector b);

    /// <summary>The mask of equal lanes; NaN equals nothing, and +0 equals −0.</summary>
    static abstract TVector Equal(TVector a, TVector b);

    /// <summary>The mask of lanes that are not equal; NaN differs from everything, itself included.</summary>
    static abstract TVector NotEqual(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector Select(TVector mask, TVector ifSet, TVector otherwise);
}
