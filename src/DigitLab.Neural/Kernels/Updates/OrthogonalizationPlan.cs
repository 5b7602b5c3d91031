namespace DigitLab.Neural;

/// <summary>The memory in which a matrix is made orthogonal, and the tables that make its products <see cref="PatchProduct"/>s.</summary>
/// <remarks>It works on the matrix or its transpose, whichever is the taller: the square products between are then the smaller ones.</remarks>
internal sealed class OrthogonalizationPlan
{
    internal OrthogonalizationPlan(int rows, int columns)
    {
        (Rows, Columns, Long, Short) = (rows, columns, Math.Max(rows, columns), Math.Min(rows, columns));
        Given = new Tensor(new Shape(rows, columns));
        (X, Next) = (new Tensor(new Shape(Long, Short)), new Tensor(new Shape(Long, Short)));
        var square = new Shape(Short, Short);
        (Gram, Factor, Product, Between) = (new Tensor(square), new Tensor(square), new Tensor(square), new Tensor(square));
        NormMemory = NormKernel.MemoryFor(Given.Length);
        RowStarts = [.. Enumerable.Range(0, Long).Select(r => r * Short)];
        Consecutive = [.. Enumerable.Range(0, Short)];
    }

    internal int Rows { get; }

    internal int Columns { get; }

    /// <summary>The larger of the two.</summary>
    internal int Long { get; }

    /// <summary>The smaller.</summary>
    internal int Short { get; }

    internal bool IsTurned => Rows < Columns;

    /// <summary>The matrix, <c>[rows, columns]</c>: what comes in, and what goes out.</summary>
    internal Tensor Given { get; }

    /// <summary>The matrix, of norm 1, <c>[long, short]</c>.</summary>
    internal Tensor X { get; }

    /// <summary>What becomes of it.</summary>
    internal Tensor Next { get; }

    /// <summary>XᵀX of the iterate.</summary>
    internal Tensor Gram { get; }

    /// <summary>What an iteration multiplies X by.</summary>
    internal Tensor Factor { get; }

    /// <summary>The product of all factors so far.</summary>
    internal Tensor Product { get; }

    /// <summary>A product that is not yet in its place.</summary>
    internal Tensor Between { get; }

    /// <summary>For the norm of <see cref="Given"/>.</summary>
    internal Tensor NormMemory { get; }

    /// <summary>Where each row of X starts: multiples of its width.</summary>
    internal int[] RowStarts { get; }

    /// <summary>0, 1, 2, …, as many as X has columns.</summary>
    internal int[] Consecutive { get; }
}
