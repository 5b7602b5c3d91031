namespace DigitLab.Neural;

/// <summary>A minimal filter F(m, r): m outputs of a filter of r taps from m + r − 1 = 6 products instead of m · r.</summary>
/// <remarks>
/// <para>
/// With d six inputs, g the taps and y the outputs, y = Aᵀ [(G g) ∘ (Bᵀ d)]; turned round, ∂g = Gᵀ [(A ∂y) ∘ (Bᵀ d)]. All filters of six
/// products share Bᵀ (<see cref="WinogradTransform"/>); this is what tells them apart. In two dimensions, F(m×m, r×r), every transform is done
/// to the columns and then to the rows.
/// </para>
/// <para>
/// Such a filter multiplies two polynomials by their values at six points. Ours are 0, ±¾, ±3⁄2 and ∞: all of Aᵀ and Bᵀ are then exact in
/// binary, and none is large, so a result is off by only twice what the plain sum is off; at the usual points 0, ±1, ±2, ∞ it is five times.
/// Source: Winograd 1980; Lavin, Gray 2016, arXiv:1509.09308; on the choice of points Barabasz, Anderson, Soodhalter, Gregg 2020, arXiv:1803.10986.
/// </para>
/// </remarks>
internal interface IMinimalFilter
{
    /// <summary>m.</summary>
    static abstract int Outputs { get; }

    /// <summary>r.</summary>
    static abstract int Taps { get; }

    /// <summary>G g. Taps from <see cref="Taps"/> on are not looked at.</summary>
    static abstract void Weights<TLanes, TVector>(
        TVector g0,
        TVector g1,
        TVector g2,
        TVector g3,
        TVector g4,
        out TVector u0,
        out TVector u1,
        out TVector u2,
        out TVector u3,
        out TVector u4,
        out TVector u5)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>Gᵀ u. Taps from <see cref="Taps"/> on are 0.</summary>
    static abstract void WeightGradient<TLanes, TVector>(
        TVector u0,
        TVector u1,
        TVector u2,
        TVector u3,
        TVector u4,
        TVector u5,
        out TVector g0,
        out TVector g1,
        out TVector g2,
        out TVector g3,
        out TVector g4)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>Aᵀ p. Outputs from <see cref="Outputs"/> on are 0.</summary>
    static abstract void Output<TLanes, TVector>(
        TVector p0, TVector p1, TVector p2, TVector p3, TVector p4, TVector p5, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>A ∂y. Outputs from <see cref="Outputs"/> on are not looked at.</summary>
    static abstract void OutputGradient<TLanes, TVector>(
        TVector y0, TVector y1, TVector y2, TVector y3, out TVector e0, out TVector e1, out TVector e2, out TVector e3, out TVector e4, out TVector e5)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>One of the six rows of A, as a sum of rows of ∂y.</summary>
    static abstract RowSum OutputGradientRow(int row);
}
