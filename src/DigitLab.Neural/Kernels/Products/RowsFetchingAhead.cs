using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Each term has the next row, and asks for a cache line of a later one.</summary>
internal readonly struct RowsFetchingAhead : IWeightRows
{
    /// <summary>Tiles that ask, a line each: those of three vectors of columns, and a part of one before or behind them.</summary>
    internal const int Tiles = 4;

    public static bool FetchesAhead => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float At(ref float w, nint step, nint stride) => ref RowsInTurn.At(ref w, step, stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Next(ref float w, nint stride) => ref RowsInTurn.Next(ref w, stride);
}
