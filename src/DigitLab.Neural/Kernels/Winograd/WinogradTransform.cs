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
    /// <summary>One of the four rows of Bᵀ d B, for tiles side by side.</summary>
    /// <remarks>Neighbours share two columns, which are read once: the channels are the outer loop.</remarks>
    /// <param name="first">The picture's row that counts as it is, from its first column.</param>
    /// <param name="second">The row that is added or subtracted.</param>
    /// <param name="sign">1 to add it, −1 to subtract.</param>
    /// <param name="column">The first tile's first column; what is left of 0 or from <paramref name="width"/> on is zero.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="v">Where the first of the row's four planes takes the first tile.</param>
    /// <param name="stride">From one tile to the next there.</param>
    /// <param name="plane">From one plane to the next.</param>
    internal static void InputRow<TLanes, TVector>(
        ref float first, ref float second, float sign, int column, int width, int channels, int tiles, ref float v, int stride, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector factor = TLanes.Spread(sign);
        for (int c = 0; c < channels; c += TLanes.Count)
        {
            ref float a = ref Unsafe.Add(ref first, c), b = ref Unsafe.Add(ref second, c), to = ref Unsafe.Add(ref v, c);
            TVector t0 = Column<TLanes, TVector>(ref a, ref b, factor, column, width, channels);
            TVector t1 = Column<TLanes, TVector>(ref a, ref b, factor, column + 1, width, channels);
            int next = column + 2;
            for (int t = 0; t < tiles; t++, next += 2)
            {
                TVector t2 = Column<TLanes, TVector>(ref a, ref b, factor, next, width, channels);
                TVector t3 = Column<TLanes, TVector>(ref a, ref b, factor, next + 1, width, channels);
                TLanes.Store(TLanes.Subtract(t0, t2), ref to, 0);
                TLanes.Store(TLanes.Add(t1, t2), ref to, plane);
                TLanes.Store(TLanes.Subtract(t2, t1), ref to, 2 * (nint)plane);
                TLanes.Store(TLanes.Subtract(t1, t3), ref to, 3 * (nint)plane);
                to = ref Unsafe.Add(ref to, stride);
                (t0, t1) = (t2, t3);
            }
        }
    }

    /// <summary>One of the four rows of A ∂y Aᵀ, for tiles side by side.</summary>
    /// <param name="above">The tiles' upper row, from its first column.</param>
    /// <param name="below">The lower row.</param>
    /// <param name="row">0 … 3.</param>
    /// <param name="column">The first tile's first column; what lies from <paramref name="width"/> on is zero.</param>
    /// <param name="width">Columns of the output.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="e">Where the first of the row's four planes takes the first tile.</param>
    /// <param name="stride">From one tile to the next there.</param>
    /// <param name="plane">From one plane to the next.</param>
    internal static void OutputGradientRow<TLanes, TVector>(
        ref float above, ref float below, int row, int column, int width, int channels, int tiles, ref float e, int stride, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int t = 0; t < tiles; t++, column += 2)
        {
            ref float to = ref Unsafe.Add(ref e, (nint)t * stride);
            bool hasRight = column + 1 < width;
            for (int c = 0; c < channels; c += TLanes.Count)
            {
                int at = (column * channels) + c;
                TVector left = Combined<TLanes, TVector>(TLanes.Load(ref above, at), TLanes.Load(ref below, at), row);
                TVector right = hasRight
                    ? Combined<TLanes, TVector>(TLanes.Load(ref above, at + channels), TLanes.Load(ref below, at + channels), row)
                    : Combined<TLanes, TVector>(TLanes.Zero, TLanes.Zero, row);
                TLanes.Store(left, ref to, c);
                TLanes.Store(TLanes.Add(left, right), ref to, c + (nint)plane);
                TLanes.Store(TLanes.Subtract(left, right), ref to, c + (2 * (nint)plane));
                TLanes.Store(TLanes.Subtract(TLanes.Zero, right), ref to, c + (3 * (nint)plane));
            }
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

    // A column of two rows' sum or difference; outside the picture, zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Column<TLanes, TVector>(ref float first, ref float second, TVector sign, int column, int width, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        (uint)column < (uint)width
            ? TLanes.FusedMultiplyAdd(sign, TLanes.Load(ref second, column * channels), TLanes.Load(ref first, column * channels))
            : TLanes.Zero;

    // The rows of A: a, a + b, a − b, −b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Combined<TLanes, TVector>(TVector a, TVector b, int row)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => row switch
        {
            0 => a,
            1 => TLanes.Add(a, b),
            2 => TLanes.Subtract(a, b),
            _ => TLanes.Subtract(TLanes.Zero, b),
        };

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
