using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>The transforms of a minimal filter in two dimensions, a vector of channels at a time.</summary>
/// <remarks>
/// With d a tile of n×n inputs, n = m + r − 1, g a window of r×r weights and y a tile of m×m outputs, y = Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A: n² products where
/// the plain sum has m² · r². Turned round, ∂g = Gᵀ [(A ∂y Aᵀ) ∘ (Bᵀ d B)] G. What differs between filters is <see cref="IMinimalFilter"/>'s.
/// </remarks>
internal static class WinogradTransform
{
    /// <summary>Aᵀ p along a row or a column, for a vector of channels.</summary>
    /// <param name="p">The first of the products.</param>
    /// <param name="plane">From each to the next.</param>
    /// <param name="y0">The first output.</param>
    /// <param name="y1">The second.</param>
    /// <param name="y2">The third, where a tile has four.</param>
    /// <param name="y3">The fourth.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Output<TFilter, TLanes, TVector>(ref float p, nint plane, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TFilter.Output<TLanes, TVector>(
            TLanes.Load(ref p, 0),
            TLanes.Load(ref p, plane),
            TLanes.Load(ref p, 2 * plane),
            TLanes.Load(ref p, 3 * plane),
            TLanes.Load(ref p, 4 * plane),
            TLanes.Load(ref p, 5 * plane),
            Seventh<TFilter, TLanes, TVector>(ref p, plane),
            Eighth<TFilter, TLanes, TVector>(ref p, plane),
            out y0,
            out y1,
            out y2,
            out y3);

    /// <summary>B p along a row or a column, for a vector of channels: how the products' gradients go back to the inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void InputGradient<TFilter, TLanes, TVector>(
        ref float p,
        nint plane,
        out TVector d0,
        out TVector d1,
        out TVector d2,
        out TVector d3,
        out TVector d4,
        out TVector d5,
        out TVector d6,
        out TVector d7)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector p0 = TLanes.Load(ref p, 0), p1 = TLanes.Load(ref p, plane), p2 = TLanes.Load(ref p, 2 * plane);
        TVector p3 = TLanes.Load(ref p, 3 * plane), p4 = TLanes.Load(ref p, 4 * plane), p5 = TLanes.Load(ref p, 5 * plane);
        if (TFilter.Side == SixPoints.Side)
        {
            SixPoints.InputGradient<TLanes, TVector>(p0, p1, p2, p3, p4, p5, out d0, out d1, out d2, out d3, out d4, out d5);
            d6 = d7 = TLanes.Zero;
        }
        else
        {
            TVector p6 = TLanes.Load(ref p, 6 * plane), p7 = TLanes.Load(ref p, 7 * plane);
            EightPoints.InputGradient<TLanes, TVector>(
                p0, p1, p2, p3, p4, p5, p6, p7, out d0, out d1, out d2, out d3, out d4, out d5, out d6, out d7);
        }
    }

    /// <summary>G g Gᵀ of one input channel's windows, for <paramref name="columns"/> output channels.</summary>
    /// <param name="g">The window's first tap.</param>
    /// <param name="tap">From one tap to the next.</param>
    /// <param name="columns">How many output channels.</param>
    /// <param name="u">Where the first of the planes takes the channel.</param>
    /// <param name="plane">From one plane to the next.</param>
    internal static void Weights<TFilter, TLanes, TVector>(ref float g, nint tap, int columns, ref float u, nint plane)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // G g, column by column: rows of r vectors.
        Span<float> halfway = stackalloc float[TFilter.Side * TFilter.Taps * TLanes.Count];
        ref float h = ref MemoryMarshal.GetReference(halfway);
        nint next = TFilter.Taps * TLanes.Count;
        for (int o = 0; o < columns; o += TLanes.Count)
        {
            for (int column = 0; column < TFilter.Taps; column++)
            {
                Weights<TFilter, TLanes, TVector>(
                    ref Unsafe.Add(ref g, o + (column * tap)), TFilter.Taps * tap, ref Unsafe.Add(ref h, column * TLanes.Count), next);
            }

            for (int row = 0; row < TFilter.Side; row++)
            {
                Weights<TFilter, TLanes, TVector>(
                    ref Unsafe.Add(ref h, row * next), TLanes.Count, ref Unsafe.Add(ref u, o + (TFilter.Side * row * plane)), plane);
            }
        }
    }

    /// <summary>Gᵀ u G in place, for n×n vectors that lie row by row: the first r of the first r rows are the result.</summary>
    internal static void WeightGradient<TFilter, TLanes, TVector>(ref float u)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int next = TFilter.Side * TLanes.Count;
        for (int column = 0; column < TFilter.Side; column++)
        {
            WeightGradient<TFilter, TLanes, TVector>(ref Unsafe.Add(ref u, column * TLanes.Count), next);
        }

        for (int row = 0; row < TFilter.Taps; row++)
        {
            WeightGradient<TFilter, TLanes, TVector>(ref Unsafe.Add(ref u, row * next), TLanes.Count);
        }
    }

    /// <summary>A number into each of the planes, of which there are six or eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<TFilter, TLanes, TVector>(
        TVector v0, TVector v1, TVector v2, TVector v3, TVector v4, TVector v5, TVector v6, TVector v7, ref float to, nint plane)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TLanes.Store(v0, ref to, 0);
        TLanes.Store(v1, ref to, plane);
        TLanes.Store(v2, ref to, 2 * plane);
        TLanes.Store(v3, ref to, 3 * plane);
        TLanes.Store(v4, ref to, 4 * plane);
        TLanes.Store(v5, ref to, 5 * plane);
        if (TFilter.Side == EightPoints.Side)
        {
            TLanes.Store(v6, ref to, 6 * plane);
            TLanes.Store(v7, ref to, 7 * plane);
        }
    }

    // G g along a row or a column.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weights<TFilter, TLanes, TVector>(ref float g, nint tap, ref float u, nint plane)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector g3 = TLanes.Zero, g4 = TLanes.Zero, g5 = TLanes.Zero, g6 = TLanes.Zero;
        if (TFilter.Taps >= 5)
        {
            (g3, g4) = (TLanes.Load(ref g, 3 * tap), TLanes.Load(ref g, 4 * tap));
        }

        if (TFilter.Taps == 7)
        {
            (g5, g6) = (TLanes.Load(ref g, 5 * tap), TLanes.Load(ref g, 6 * tap));
        }

        TFilter.Weights<TLanes, TVector>(
            TLanes.Load(ref g, 0),
            TLanes.Load(ref g, tap),
            TLanes.Load(ref g, 2 * tap),
            g3,
            g4,
            g5,
            g6,
            out TVector u0,
            out TVector u1,
            out TVector u2,
            out TVector u3,
            out TVector u4,
            out TVector u5,
            out TVector u6,
            out TVector u7);
        Store<TFilter, TLanes, TVector>(u0, u1, u2, u3, u4, u5, u6, u7, ref u, plane);
    }

    // Gᵀ u along a row or a column, in place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WeightGradient<TFilter, TLanes, TVector>(ref float u, int next)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TFilter.WeightGradient<TLanes, TVector>(
            TLanes.Load(ref u, 0),
            TLanes.Load(ref u, next),
            TLanes.Load(ref u, 2 * next),
            TLanes.Load(ref u, 3 * next),
            TLanes.Load(ref u, 4 * next),
            TLanes.Load(ref u, 5 * next),
            Seventh<TFilter, TLanes, TVector>(ref u, next),
            Eighth<TFilter, TLanes, TVector>(ref u, next),
            out TVector g0,
            out TVector g1,
            out TVector g2,
            out TVector g3,
            out TVector g4,
            out TVector g5,
            out TVector g6);
        TLanes.Store(g0, ref u, 0);
        TLanes.Store(g1, ref u, next);
        TLanes.Store(g2, ref u, 2 * next);
        if (TFilter.Taps >= 5)
        {
            TLanes.Store(g3, ref u, 3 * next);
            TLanes.Store(g4, ref u, 4 * next);
        }

        if (TFilter.Taps == 7)
        {
            TLanes.Store(g5, ref u, 5 * next);
            TLanes.Store(g6, ref u, 6 * next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Seventh<TFilter, TLanes, TVector>(ref float p, nint plane)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TFilter.Side == EightPoints.Side ? TLanes.Load(ref p, 6 * plane) : TLanes.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Eighth<TFilter, TLanes, TVector>(ref float p, nint plane)
        where TFilter : struct, IMinimalFilter
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TFilter.Side == EightPoints.Side ? TLanes.Load(ref p, 7 * plane) : TLanes.Zero;
}
