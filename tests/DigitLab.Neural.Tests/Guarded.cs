namespace DigitLab.Neural.Tests;

/// <summary>A tensor in the middle of others: whoever writes beside it is found out, and what lies there is NaN and spoils any sum.</summary>
internal sealed class Guarded
{
    private const int GuardBits = 0x7FC0_DEAD;

    private readonly Tensor _all;

    private Guarded(Shape shape)
    {
        int length = shape.Count;
        _all = new Tensor(new Shape(3, length));
        _all.Span.Fill(BitConverter.Int32BitsToSingle(GuardBits));
        Tensor = _all.Samples(1, 1).Reshape(shape);
    }

    public Tensor Tensor { get; }

    public Span<float> Span => Tensor.Span;

    public static Guarded Of(Shape shape, ReadOnlySpan<float> values)
    {
        var guarded = new Guarded(shape);
        values.CopyTo(guarded.Span);
        return guarded;
    }

    /// <summary>An output whose old content, NaN, must not matter.</summary>
    public static Guarded Unwritten(Shape shape) => new(shape);

    public void AssertOnlyInsideWritten(string where)
    {
        int length = Tensor.Length;
        for (int i = 0; i < length; i++)
        {
            int before = BitConverter.SingleToInt32Bits(_all.Span[i]), behind = BitConverter.SingleToInt32Bits(_all.Span[(2 * length) + i]);
            Assert.True(before == GuardBits && behind == GuardBits, $"{where}: wrote beside the tensor, {length - i} before it or {i} behind");
        }
    }
}
