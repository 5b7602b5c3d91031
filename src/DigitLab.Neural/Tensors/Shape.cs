using System.Diagnostics.CodeAnalysis;

namespace DigitLab.Neural;

/// <summary>The extents of a tensor, one to four of them: <c>[batch, height, width, channels]</c> or a tail of that.</summary>
[SuppressMessage("Naming", "CA1724", Justification = "No type of the framework that is used here has this name.")]
public readonly struct Shape : IEquatable<Shape>
{
    private readonly int _d0;
    private readonly int _d1;
    private readonly int _d2;
    private readonly int _d3;

    /// <summary>A vector's shape.</summary>
    /// <param name="d0">The only extent, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The extent is negative.</exception>
    public Shape(int d0)
        : this(1, d0, 1, 1, 1)
    {
    }

    /// <summary>A matrix's shape: rows and columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    public Shape(int d0, int d1)
        : this(2, d0, d1, 1, 1)
    {
    }

    /// <summary>One picture's shape: height, width, channels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    public Shape(int d0, int d1, int d2)
        : this(3, d0, d1, d2, 1)
    {
    }

    /// <summary>A batch of pictures, or a convolution's weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    public Shape(int d0, int d1, int d2, int d3)
        : this(4, d0, d1, d2, d3)
    {
    }

    /// <summary>A shape from its extents.</summary>
    /// <exception cref="ArgumentException">There are none, or more than four.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    public Shape(ReadOnlySpan<int> extents)
        : this(extents.Length, At(extents, 0), At(extents, 1), At(extents, 2), At(extents, 3))
    {
    }

    private Shape(int rank, int d0, int d1, int d2, int d3)
    {
        if (rank is < 1 or > 4)
        {
            throw new ArgumentException($"A shape has one to four extents, got {rank}.", nameof(rank));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(d0);
        ArgumentOutOfRangeException.ThrowIfNegative(d1);
        ArgumentOutOfRangeException.ThrowIfNegative(d2);
        ArgumentOutOfRangeException.ThrowIfNegative(d3);
        Rank = rank;
        (_d0, _d1, _d2, _d3) = (d0, d1, d2, d3);
    }

    /// <summary>How many extents there are, 1 to 4.</summary>
    public int Rank { get; }

    /// <summary>The product of the extents: how many numbers a tensor of this shape holds.</summary>
    /// <exception cref="OverflowException">There are more than 2³¹ − 1 of them.</exception>
    public int Count => checked(_d0 * _d1 * _d2 * _d3);

    /// <summary>The extent of one axis; a negative axis counts from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis]
    {
        get
        {
            int index = axis < 0 ? axis + Rank : axis;
            if ((uint)index >= (uint)Rank)
            {
                throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{this} has {Rank} axes.");
            }

            return index switch { 0 => _d0, 1 => _d1, 2 => _d2, _ => _d3 };
        }
    }

    /// <summary>Whether two shapes have the same extents in the same order.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ in rank or in an extent.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>This shape as one sample's, with the number of samples in front.</summary>
    /// <exception cref="InvalidOperationException">There are four extents already.</exception>
    public Shape WithBatch(int batch) => Rank switch
    {
        1 => new Shape(batch, _d0),
        2 => new Shape(batch, _d0, _d1),
        3 => new Shape(batch, _d0, _d1, _d2),
        _ => throw new InvalidOperationException($"{this} has four extents: there is no room for a batch in front."),
    };

    /// <summary>This shape without its first extent: one sample of a batch.</summary>
    /// <exception cref="InvalidOperationException">There is only one extent.</exception>
    public Shape WithoutBatch() => Rank switch
    {
        2 => new Shape(_d1),
        3 => new Shape(_d1, _d2),
        4 => new Shape(_d1, _d2, _d3),
        _ => throw new InvalidOperationException($"{this} has no batch to take away."),
    };

    /// <summary>The extents, first to last, in a new array.</summary>
    public int[] ToArray() => new[] { _d0, _d1, _d2, _d3 }[..Rank];

    /// <inheritdoc/>
    public bool Equals(Shape other) => Rank == other.Rank && (_d0, _d1, _d2, _d3) == (other._d0, other._d1, other._d2, other._d3);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, _d0, _d1, _d2, _d3);

    /// <summary>The extents in brackets: <c>[64, 28, 28, 1]</c>.</summary>
    public override string ToString() => Rank switch
    {
        0 => "[]",
        1 => $"[{_d0}]",
        2 => $"[{_d0}, {_d1}]",
        3 => $"[{_d0}, {_d1}, {_d2}]",
        _ => $"[{_d0}, {_d1}, {_d2}, {_d3}]",
    };

    private static int At(ReadOnlySpan<int> extents, int index) => index < extents.Length ? extents[index] : 1;
}
