namespace DigitLab.Neural.Tests.Tensors;

public sealed class ShapeTests
{
    [Fact]
    public void Extents_are_counted_from_either_end()
    {
        var shape = new Shape(64, 28, 14, 3);
        Assert.Equal([64, 28, 14, 3], [shape[0], shape[1], shape[2], shape[3]]);
        Assert.Equal([64, 28, 14, 3], [shape[-4], shape[-3], shape[-2], shape[-1]]);
        Assert.Equal([64, 28, 14, 3], shape.ToArray());
        Assert.Equal(4, shape.Rank);
        Assert.Equal(64 * 28 * 14 * 3, shape.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void An_axis_that_is_not_there_is_refused(int axis) => Assert.StartsWith(
        "[2, 3] has 2 axes.", Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, 3)[axis]).Message);

    [Fact]
    public void Shapes_are_equal_in_rank_and_extents()
    {
        Assert.Equal(new Shape(2, 3), new Shape([2, 3]));
        Assert.True(new Shape(2, 3) == new Shape(2, 3) && new Shape(2, 3) != new Shape(3, 2));
        Assert.NotEqual(new Shape(2), new Shape(2, 1));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape([2, 3]).GetHashCode());
        Assert.False(new Shape(2).Equals("[2]"));
    }

    [Fact]
    public void A_batch_is_put_in_front_and_taken_away()
    {
        Assert.Equal(new Shape(5, 2), new Shape(2).WithBatch(5));
        Assert.Equal(new Shape(5, 2, 3), new Shape(2, 3).WithBatch(5));
        Assert.Equal(new Shape(5, 2, 3, 4), new Shape(2, 3, 4).WithBatch(5));
        Assert.Equal(new Shape(2), new Shape(5, 2).WithoutBatch());
        Assert.Equal(new Shape(2, 3), new Shape(5, 2, 3).WithoutBatch());
        Assert.Equal(new Shape(2, 3, 4), new Shape(5, 2, 3, 4).WithoutBatch());
        Assert.StartsWith("[1, 2, 3, 4] has four extents", Assert.Throws<InvalidOperationException>(() => new Shape(1, 2, 3, 4).WithBatch(5)).Message);
        Assert.StartsWith("[1] has no batch", Assert.Throws<InvalidOperationException>(() => new Shape(1).WithoutBatch()).Message);
    }

    [Fact]
    public void It_is_written_in_brackets() => Assert.Equal(
        ["[]", "[1]", "[1, 2]", "[1, 2, 3]", "[1, 2, 3, 4]"],
        [default(Shape).ToString(), $"{new Shape(1)}", $"{new Shape(1, 2)}", $"{new Shape(1, 2, 3)}", $"{new Shape(1, 2, 3, 4)}"]);

    [Fact]
    public void Impossible_extents_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(1, 2, 3, -1));
        Assert.Throws<ArgumentException>(() => new Shape([]));
        Assert.Throws<ArgumentException>(() => new Shape([1, 2, 3, 4, 5]));
        Assert.Throws<OverflowException>(() => new Shape(1 << 16, 1 << 16).Count);
    }
}
