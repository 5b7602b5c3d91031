using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A matrix that many products are taken with, cut into panels of columns that lie one behind the other: memory delivers it in one stream.</summary>
internal sealed class PackedMatrix
{
    /// <summary>Columns of a panel, which the last may have fewer of: three of the widest vectors.</summary>
    internal const int PanelColumns = 48;

    private const int RowsAtOnce = 256;
    private const int WidestVector = 16;

    private readonly Tensor _panels;
    private readonly int _columns;

    internal PackedMatrix(int rows, int columns)
    {
        (Rows, _columns) = (rows, columns);
        _panels = new Tensor(new Shape(rows, ((Panels - 1) * PanelColumns) + StrideOf(Panels - 1)));
    }

    internal int Rows { get; }

    internal int Panels => (_columns + PanelColumns - 1) / PanelColumns;

    /// <summary>Whether no number that was taken is infinite or NaN.</summary>
    internal bool IsFinite { get; private set; } = true;

    /// <summary>How many of a panel's columns count.</summary>
    internal int ColumnsOf(int panel) => Math.Min(PanelColumns, _columns - (panel * PanelColumns));

    /// <summary>From one row of a panel to the next.</summary>
    internal int StrideOf(int panel) => (ColumnsOf(panel) + WidestVector - 1) / WidestVector * WidestVector;

    /// <summary>A panel's first number.</summary>
    internal ref float Of(int panel) => ref Unsafe.Add(ref _panels.First, (nint)panel * PanelColumns * Rows);

    /// <summary>Takes the numbers of a matrix <c>[rows, columns]</c>.</summary>
    internal void Take(Tensor matrix, Workers workers)
    {
        IsFinite = true;
        workers.Run((Rows + RowsAtOnce - 1) / RowsAtOnce, new RowsJob(this, matrix));
    }

    private readonly struct RowsJob(PackedMatrix to, Tensor matrix) : IJob
    {
        public void Run(int piece)
        {
            for (int row = piece * RowsAtOnce; row < Math.Min((piece + 1) * RowsAtOnce, to.Rows); row++)
            {
                ReadOnlySpan<float> numbers = matrix.Span.Slice(row * to._columns, to._columns);
                for (int panel = 0; panel < to.Panels; panel++)
                {
                    int first = panel * PanelColumns, at = (first * to.Rows) + (row * to.StrideOf(panel));
                    numbers.Slice(first, to.ColumnsOf(panel)).CopyTo(to._panels.Span[at..]);
                }

                if (numbers.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                {
                    to.IsFinite = false;   // only ever set here, so it matters not which thread is first
                }
            }
        }
    }
}
