using System.Runtime.CompilerServices;

namespace DigitLab.Neural.Tests.Tensors;

public sealed class TensorTests
{
    [Fact]
    public void It_starts_with_zeros_on_a_64_byte_boundary()
    {
        for (int length = 0; length < 100; length++)
        {
            var tensor = new Tensor(new Shape(length));
            Assert.Equal(length, tensor.Length);
            Assert.Equal(new float[length], tensor.Span.ToArray());
            Assert.Equal(0, AddressOf(tensor) % 64);
        }
    }

    [Fact]
    public void Behind_the_end_there_are_floats_to_read()
    {
        var tensor = new Tensor(new Shape(3));
        for (int i = 0; i < Tensor.Slack; i++)
        {
            Assert.Equal(0, Unsafe.Add(ref tensor.First, tensor.Length + i));
        }
    }

    [Fact]
    public void Numbers_are_copied_in_and_out()
    {
        float[] numbers = [1, 2, 3, 4, 5, 6];
        Tensor tensor = Tensor.From(new Shape(2, 3), numbers), copy = tensor.Copy();
        numbers[0] = 9;
        tensor.Span[1] = 8;
        Assert.Equal([1, 8, 3, 4, 5, 6], tensor.Span.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], copy.Span.ToArray());
        Assert.False(tensor.SharesMemoryWith(copy));
        Assert.StartsWith("[2, 3] holds 6 numbers, got 5.", Assert.Throws<ArgumentException>(() => Tensor.From(new Shape(2, 3), new float[5])).Message);
    }

    [Fact]
    public void Another_shape_of_the_same_memory()
    {
        Tensor tensor = Tensor.From(new Shape(2, 3), [1, 2, 3, 4, 5, 6]), view = tensor.Reshape(new Shape(3, 2));
        view.Span[5] = 7;
        Assert.Equal(new Shape(3, 2), view.Shape);
        Assert.Equal(7, tensor.Span[5]);
        Assert.True(view.SharesMemoryWith(tensor));
        Assert.StartsWith(
            "[2, 3] holds 6 numbers and cannot be seen as [2, 2].", Assert.Throws<ArgumentException>(() => tensor.Reshape(new Shape(2, 2))).Message);
    }

    [Fact]
    public void Some_samples_of_a_batch()
    {
        Tensor tensor = Tensor.From(new Shape(3, 2), [1, 2, 3, 4, 5, 6]), some = tensor.Samples(1, 2);
        Assert.Equal(new Shape(2, 2), some.Shape);
        Assert.Equal([3, 4, 5, 6], some.Span.ToArray());
        Assert.Equal(0, tensor.Samples(3, 0).Length);
        Assert.False(tensor.Samples(0, 1).SharesMemoryWith(some));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 4)]
    [InlineData(2, 2)]
    [InlineData(4, 0)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Samples_that_are_not_there_are_refused(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor(new Shape(3, 2)).Samples(start, count));

    [Fact]
    public void The_first_numbers_as_a_smaller_tensor()
    {
        Tensor start = Tensor.From(new Shape(4), [1, 2, 3, 4]).Start(new Shape(1, 3));
        Assert.Equal([1, 2, 3], start.Span.ToArray());
        Assert.StartsWith("[1, 3] is too small to hold [4].", Assert.Throws<ArgumentException>(() => start.Start(new Shape(4))).Message);
    }

    // A fact and not a moment's state: the memory is pinned.
    private static nint AddressOf(Tensor tensor) => Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref tensor.First);
}
