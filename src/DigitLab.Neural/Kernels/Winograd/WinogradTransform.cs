using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The five transforms of F(2×2, 3×3), a vector of channels at a time: nothing but sums, differences and halves.</summary>
/// <remarks>
/// With d a tile of 4×4 inputs, g a window of 3×3 weights and y a tile of 2×2 outputs,
/// y = Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A: 16 products where the plain sum has 36. Turned round, ∂g = Gᵀ [(A ∂y Aᵀ) ∘ (Bᵀ d B)] G. Here
/// Bᵀ = (1 0 −1 0; 0 1 1 0; 0 −1 1 0; 0 1 0 −1), G = (1 0 0; ½ ½ ½; ½ −½ ½; 0 0 1), Aᵀ = (1 1 1 0; 0 1 −1 −1).
/// Source: Lavin, Gray 2016, §4.1, arXiv:1509.09308.
/// </remarks>
internal static class WinogradTransform
{
    /// <summary>Bᵀ d B of one tile.</summary>
    /// <param name="d">The tile's first pixel.</param>
    /// <param name="row">From one row of the tile to the next.</param>
    /// <param name="column">From one column to the next.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="v">Where the first of the 16 planes takes the tile.</param>
    /// <param name="plane">From one plane to the next.</param>
    internal static void Input<TLanes, TVector>(ref float d, int row, int column, int channels, ref float v, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int c = 0; c < channels; c += TLanes.Count)
        {
            ref float x = ref Unsafe.Add(ref d, c);
            InputColumn<TLanes, TVector>(ref x, row, out TVector t00, out TVector t10, out TVector t20, out TVector t30);
            InputColumn<TLanes, TVector>(ref Unsafe.Add(ref x, column), row, out TVector t01, out TVector t11, out TVector t21, out TVector t31);
            InputColumn<TLanes, TVector>(ref Unsafe.Add(ref x, 2 * column), row, out TVector t02, out TVector t12, out TVector t22, out TVector t32);
            InputColumn<TLanes, TVector>(ref Unsafe.Add(ref x, 3 * column), row, out TVector t03, out TVector t13, out TVector t23, out TVector t33);
            ref float to = ref Unsafe.Add(ref v, c);
            InputRow<TLanes, TVector>(t00, t01, t02, t03, ref to, plane);
            InputRow<TLanes, TVector>(t10, t11, t12, t13, ref Unsafe.Add(ref to, 4 * (nint)plane), plane);
            InputRow<TLanes, TVector>(t20, t21, t22, t23, ref Unsafe.Add(ref to, 8 * (nint)plane), plane);
            InputRow<TLanes, TVector>(t30, t31, t32, t33, ref Unsafe.Add(ref to, 12 * (nint)plane), plane);
        }
    }

    /// <summary>A ∂y Aᵀ of one tile.</summary>
    /// <param name="y">The tile's first pixel.</param>
    /// <param name="row">From one row of the tile to the next.</param>
    /// <param name="column">From one column to the next.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="e">Where the first of the 16 planes takes the tile.</param>
    /// <param name="plane">From one plane to the next.</param>
    internal static void OutputGradient<TLanes, TVector>(ref float y, int row, int column, int channels, ref float e, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int c = 0; c < channels; c += TLanes.Count)
        {
            ref float x = ref Unsafe.Add(ref y, c);
            TVector y00 = TLanes.Load(ref x, 0), y01 = TLanes.Load(ref x, column), y10 = TLanes.Load(ref x, row), y11 = TLanes.Load(ref x, row + column);
            ref float to = ref Unsafe.Add(ref e, c);
            GradientRow<TLanes, TVector>(y00, y01, ref to, plane);
            GradientRow<TLanes, TVector>(TLanes.Add(y00, y10), TLanes.Add(y01, y11), ref Unsafe.Add(ref to, 4 * (nint)plane), plane);
            GradientRow<TLanes, TVector>(TLanes.Subtract(y00, y10), TLanes.Subtract(y01, y11), ref Unsafe.Add(ref to, 8 * (nint)plane), plane);
            GradientRow<TLanes, TVector>(TLanes.Subtract(TLanes.Zero, y10), TLanes.Subtract(TLanes.Zero, y11), ref Unsafe.Add(ref to, 12 * (nint)plane), plane);
        }
    }

    /// <summary>Aᵀ m A for a vector of channels.</summary>
    /// <param name="m">The first plane's numbers of the tile.</param>
    /// <param name="plane">From one plane to the next.</param>
    /// <param name="y00">The tile's first output.</param>
    /// <param name="y01">The one to its right.</param>
    /// <param name="y10">The one below.</param>
    /// <param name="y11">The one below and to the right.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Output<TLanes, TVector>(ref float m, int plane, out TVector y00, out TVector y01, out TVector y10, out TVector y11)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        OutputColumn<TLanes, TVector>(ref m, plane, out TVector a00, out TVector a10);
        OutputColumn<TLanes, TVector>(ref Unsafe.Add(ref m, plane), plane, out TVector a01, out TVector a11);
        OutputColumn<TLanes, TVector>(ref Unsafe.Add(ref m, 2 * plane), plane, out TVector a02, out TVector a12);
        OutputColumn<TLanes, TVector>(ref Unsafe.Add(ref m, 3 * plane), plane, out TVector a03, out TVector a13);
        y00 = TLanes.Add(TLanes.Add(a00, a01), a02);
        y01 = TLanes.Subtract(TLanes.Subtract(a01, a02), a03);
        y10 = TLanes.Add(TLanes.Add(a10, a11), a12);
        y11 = TLanes.Subtract(TLanes.Subtract(a11, a12), a13);
    }

    /// <summary>G g Gᵀ of one window, for <paramref name="columns"/> output channels.</summary>
    /// <param name="g">Row (0, 0) of the window.</param>
    /// <param name="tap">From one of the nine rows to the next.</param>
    /// <param name="columns">How many output channels.</param>
    /// <param name="u">Where the first of the 16 planes takes the row.</param>
    /// <param name="plane">From one plane to the next.</param>
    internal static void Weights<TLanes, TVector>(ref float g, nint tap, int columns, ref float u, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int o = 0; o < columns; o += TLanes.Count)
        {
            ref float x = ref Unsafe.Add(ref g, o);
            WeightColumn<TLanes, TVector>(ref x, 3 * tap, out TVector h00, out TVector h10, out TVector h20, out TVector h30);
            WeightColumn<TLanes, TVector>(ref Unsafe.Add(ref x, tap), 3 * tap, out TVector h01, out TVector h11, out TVector h21, out TVector h31);
            WeightColumn<TLanes, TVector>(ref Unsafe.Add(ref x, 2 * tap), 3 * tap, out TVector h02, out TVector h12, out TVector h22, out TVector h32);
            ref float to = ref Unsafe.Add(ref u, o);
            WeightRow<TLanes, TVector>(h00, h01, h02, ref to, plane);
            WeightRow<TLanes, TVector>(h10, h11, h12, ref Unsafe.Add(ref to, 4 * (nint)plane), plane);
            WeightRow<TLanes, TVector>(h20, h21, h22, ref Unsafe.Add(ref to, 8 * (nint)plane), plane);
            WeightRow<TLanes, TVector>(h30, h31, h32, ref Unsafe.Add(ref to, 12 * (nint)plane), plane);
        }
    }

    /// <summary>One column of Gᵀ u: three numbers of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WeightGradient<TLanes, TVector>(
        TVector u0, TVector u1, TVector u2, TVector u3, out TVector g0, out TVector g1, out TVector g2)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector half = TLanes.Spread(0.5f), sum = TLanes.Multiply(half, TLanes.Add(u1, u2));
        g0 = TLanes.Add(u0, sum);
        g1 = TLanes.Multiply(half, TLanes.Subtract(u1, u2));
        g2 = TLanes.Add(sum, u3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputColumn<TLanes, TVector>(ref float d, int row, out TVector t0, out TVector t1, out TVector t2, out TVector t3)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector d0 = TLanes.Load(ref d, 0), d1 = TLanes.Load(ref d, row), d2 = TLanes.Load(ref d, 2 * (nint)row), d3 = TLanes.Load(ref d, 3 * (nint)row);
        t0 = TLanes.Subtract(d0, d2);
        t1 = TLanes.Add(d1, d2);
        t2 = TLanes.Subtract(d2, d1);
        t3 = TLanes.Subtract(d1, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputRow<TLanes, TVector>(TVector t0, TVector t1, TVector t2, TVector t3, ref float v, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TLanes.Store(TLanes.Subtract(t0, t2), ref v, 0);
        TLanes.Store(TLanes.Add(t1, t2), ref v, plane);
        TLanes.Store(TLanes.Subtract(t2, t1), ref v, 2 * (nint)plane);
        TLanes.Store(TLanes.Subtract(t1, t3), ref v, 3 * (nint)plane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientRow<TLanes, TVector>(TVector b0, TVector b1, ref float e, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TLanes.Store(b0, ref e, 0);
        TLanes.Store(TLanes.Add(b0, b1), ref e, plane);
        TLanes.Store(TLanes.Subtract(b0, b1), ref e, 2 * (nint)plane);
        TLanes.Store(TLanes.Subtract(TLanes.Zero, b1), ref e, 3 * (nint)plane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputColumn<TLanes, TVector>(ref float m, int plane, out TVector a0, out TVector a1)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector m1 = TLanes.Load(ref m, 4 * (nint)plane), m2 = TLanes.Load(ref m, 8 * (nint)plane);
        a0 = TLanes.Add(TLanes.Add(TLanes.Load(ref m, 0), m1), m2);
        a1 = TLanes.Subtract(TLanes.Subtract(m1, m2), TLanes.Load(ref m, 12 * (nint)plane));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WeightColumn<TLanes, TVector>(ref float g, nint row, out TVector h0, out TVector h1, out TVector h2, out TVector h3)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        h0 = TLanes.Load(ref g, 0);
        TVector g1 = TLanes.Load(ref g, row);
        h3 = TLanes.Load(ref g, 2 * row);
        Halves<TLanes, TVector>(h0, g1, h3, out h1, out h2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WeightRow<TLanes, TVector>(TVector h0, TVector h1, TVector h2, ref float u, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        Halves<TLanes, TVector>(h0, h1, h2, out TVector sum, out TVector difference);
        TLanes.Store(h0, ref u, 0);
        TLanes.Store(sum, ref u, plane);
        TLanes.Store(difference, ref u, 2 * (nint)plane);
        TLanes.Store(h2, ref u, 3 * (nint)plane);
    }

    // (a + c ± b) / 2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves<TLanes, TVector>(TVector a, TVector b, TVector c, out TVector plus, out TVector minus)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector half = TLanes.Spread(0.5f), outer = TLanes.Add(a, c);
        plus = TLanes.Multiply(half, TLanes.Add(outer, b));
        minus = TLanes.Multiply(half, TLanes.Subtract(outer, b));
    }
}
