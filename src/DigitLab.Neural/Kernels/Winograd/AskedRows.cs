using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A row of tiles' output gradients, asked for when its first tile is transformed, in memory that stays in the first-level cache.</summary>
/// <param name="gradient">Whom to ask.</param>
/// <param name="first">Where the rows of pixels go.</param>
/// <param name="biasSums">What each channel's numbers are added to on the way; a null reference for nothing.</param>
internal readonly ref struct AskedRows(NormGradient gradient, ref float first, ref float biasSums)
{
    private readonly ref float _first = ref first, _biasSums = ref biasSums;

    /// <summary>Where the rows lie.</summary>
    internal ref float First => ref _first;

    /// <summary>Asks for some rows of a sample.</summary>
    internal void Write<TLanes, TVector>(int sample, int row, int rows, int width, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        gradient.Write<TLanes, TVector>(sample, row, rows, ref _first);
        if (!Unsafe.IsNullRef(ref _biasSums))
        {
            ElementwiseKernel.SumRows<TLanes, TVector>(ref _first, rows * width, channels, ref _biasSums, ProductStart.Sums);
        }
    }
}
