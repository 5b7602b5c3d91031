using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>A block of 32-bit floats with a shape, last axis contiguous; pictures are <c>[batch, height, width, channels]</c>.</summary>
/// <remarks>
/// The first number lies on a 64-byte boundary, and <see cref="Slack"/> more floats may be read, but not written, behind the
/// last one: so a kernel loads a whole vector at the end of a row, and throws the surplus lanes away.
/// </remarks>
public sealed class Tensor
{
    /// <summary>How many floats behind the end may be read.</summary>
    internal const int Slack = 64;

    private const int AlignmentBytes = 64;

    private readonly float[] _memory;
    private readonly int _start;

    /// <summary>A tensor of zeros.</summary>
    public Tensor(Shape shape)
    {
        Shape = shape;
        Length = shape.Count;
        _memory = GC.AllocateArray<float>(Length + Slack + (AlignmentBytes / sizeof(float)), pinned: true);   // so the boundary stays one
        _start = FirstAligned(_memory);
    }

    private Tensor(Tensor source, int start, Shape shape)
    {
        _memory = source._memory;
        _start = source._start + start;
        Shape = shape;
        Length = shape.Count;
    }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>The numbers, row-major.</summary>
    public Span<float> Span => _memory.AsSpan(_start, Length);

    /// <summary>The first number, from which kernels count.</summary>
    internal ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_memory), _start);

    /// <summary>A tensor with a copy of the given numbers.</summary>
    /// <exception cref="ArgumentException">Their number is not the shape's.</exception>
    public static Tensor From(Shape shape, ReadOnlySpan<float> values)
    {
        var tensor = new Tensor(shape);
        if (values.Length != tensor.Length)
        {
            throw new ArgumentException($"{shape} holds {tensor.Length} numbers, got {values.Length}.", nameof(values));
        }

        values.CopyTo(tensor.Span);
        return tensor;
    }

    /// <summary>The same memory under another shape.</summary>
    /// <exception cref="ArgumentException">The shape holds another number of numbers.</exception>
    public Tensor Reshape(Shape shape) => shape.Count == Length
        ? new Tensor(this, 0, shape)
        : throw new ArgumentException($"{Shape} holds {Length} numbers and cannot be seen as {shape}.", nameof(shape));

    /// <summary>Some samples of a batch, sharing memory with it.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The samples are not all in the batch.</exception>
    public Tensor Samples(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Shape[0]);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Shape[0] - start);
        Shape sample = Shape.WithoutBatch();
        return new Tensor(this, start * sample.Count, sample.WithBatch(count));
    }

    /// <summary>A tensor of its own memory with the same numbers.</summary>
    public Tensor Copy() => From(Shape, Span);

    /// <summary>The first numbers of this memory as a smaller tensor.</summary>
    internal Tensor Start(Shape shape) => shape.Count <= Length
        ? new Tensor(this, 0, shape)
        : throw new ArgumentException($"{Shape} is too small to hold {shape}.", nameof(shape));

    /// <summary>Whether two tensors lie on common memory.</summary>
    internal bool SharesMemoryWith(Tensor other) => ReferenceEquals(_memory, other._memory) && Span.Overlaps(other.Span);

    private static int FirstAligned(float[] memory)
    {
        int misalignment = (int)(Address(memory) % AlignmentBytes);
        return misalignment == 0 ? 0 : (AlignmentBytes - misalignment) / sizeof(float);
    }

    // The array is pinned, so its address is a fact and not a moment's state.
    private static nint Address(float[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
