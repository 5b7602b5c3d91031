using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Each term has the next row.</summary>
internal readonly struct RowsInTurn : IWeightRows
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float w, nint step, nint stride) => ref w;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Next(ref float w, nint stride) => ref Unsafe.Add(ref w, stride);
}
