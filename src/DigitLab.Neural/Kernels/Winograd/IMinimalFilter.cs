namespace DigitLab.Neural;

/// <summary>A minimal filter F(m, r): m outputs of a filter of r taps from m + r − 1 products, six or eight, instead of m · r.</summary>
/// <remarks>
/// <para>
/// With d the inputs, g the taps and y the outputs, y = Aᵀ [(G g) ∘ (Bᵀ d)]; turned round, ∂g = Gᵀ [(A ∂y) ∘ (Bᵀ d)] and ∂d = B [(G g) ∘ (A ∂y)].
/// In two dimensions, F(m×m, r×r), every transform is done to the columns and then to the rows.
/// </para>
/// <para>
/// Such a filter multiplies two polynomials by their values at as many points as it has products: <see cref="SixPoints"/> or <see cref="EightPoints"/>,
/// which filters of one size share, and with them Bᵀ. A filter of six takes no notice of numbers six and seven, and leaves them 0.
/// Source: Winograd 1980; Lavin, Gray 2016, arXiv:1509.09308; on the choice of points Barabasz, Anderson, Soodhalter, Gregg 2020, arXiv:1803.10986.
/// </para>
/// </remarks>
internal interface IMinimalFilter
{
    /// <summary>m: 2 or 4.</summary>
    static abstract int Outputs { get; }

    /// <summary>r: 3, 5 or 7.</summary>
    static abstract int Taps { get; }

    /// <summary>m + r − 1: products, and inputs: 6 or 8.</summary>
    static abstract int Side { get; }

    /// <summary>G g. Taps from <see cref="Taps"/> on are not looked at.</summary>
    static abstract void Weights<TLanes, TVector>(
        TVector g0,
        TVector g1,
        TVector g2,
        TVector g3,
        TVector g4,
        TVector g5,
        TVector g6,
        out TVector u0,
        out TVector u1,
        out TVector u2,
        out TVector u3,
        out TVector u4,
        out TVector u5,
        out TVector u6,
        out TVector u7)
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
        TVector u6,
        TVector u7,
        out TVector g0,
        out TVector g1,
        out TVector g2,
        out TVector g3,
        out TVector g4,
        out TVector g5,
        out TVector g6)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>Aᵀ p. Outputs from <see cref="Outputs"/> on are 0.</summary>
    static abstract void Output<TLanes, TVector>(
        TVector p0,
        TVector p1,
        TVector p2,
        TVector p3,
        TVector p4,
        TVector p5,
        TVector p6,
        TVector p7,
        out TVector y0,
        out TVector y1,
        out TVector y2,
        out TVector y3)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <summary>A ∂y. Outputs from <see cref="Outputs"/> on are not looked at.</summary>
    static abstract void OutputGradient<TLanes, TVector>(
        TVector y0,
        TVector y1,
        TVector y2,
        TVector y3,
        out TVector e0,
        out TVector e1,
        out TVector e2,
        out TVector e3,
        out TVector e4,
        out TVector e5,
        out TVector e6,
        out TVector e7)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
