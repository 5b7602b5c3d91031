using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A term's offset in x is the number of its row: rows between those that are listed are passed over.</summary>
internal readonly struct ListedRows : IWeightRows
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float w, nint step, nint stride) => ref Unsafe.Add(ref w, step * stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Next(ref float w, nint stride) => ref w;
}
