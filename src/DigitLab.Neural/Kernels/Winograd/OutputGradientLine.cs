using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A ∂y.</summary>
/// <typeparam name="TFilter">The minimal filter.</typeparam>
internal readonly struct OutputGradientLine<TFilter> : ILineTransform
    where TFilter : struct, IMinimalFilter
{
    public static int Inputs => TFilter.Outputs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TLanes, TVector>(
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
        where TVector : struct => TFilter.OutputGradient<TLanes, TVector>(
            d0, d1, d2, d3, out v0, out v1, out v2, out v3, out v4, out v5, out v6, out v7);
}
