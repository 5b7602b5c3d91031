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
        (Gram, Factor) = (new Tensor(new Shape(Short, Short)), new Tensor(new Shape(Short, Short)));
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

    /// <summary>The iterate, <c>[long, short]</c>.</summary>
    internal Tensor X { get; private set; }

    /// <summary>The next one.</summary>
    internal Tensor Next { get; private set; }

    /// <summary>XᵀX.</summary>
    internal Tensor Gram { get; }

    /// <summary>What X is multiplied by.</summary>
    internal Tensor Factor { get; }

    /// <summary>For the norm of <see cref="Given"/>.</summary>
    internal Tensor NormMemory { get; }

    /// <summary>Where each row of X starts: multiples of its width.</summary>
    internal int[] RowStarts { get; }

    /// <summary>0, 1, 2, …, as many as X has columns.</summary>
    internal int[] Consecutive { get; }

    /// <summary>The next iterate becomes the iterate.</summary>
    internal void Swap() => (X, Next) = (Next, X);
}
