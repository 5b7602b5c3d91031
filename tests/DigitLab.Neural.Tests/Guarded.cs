namespace DigitLab.Neural.Tests;

/// <summary>A tensor in the middle of larger memory: whoever writes beside it is found out, and what lies there is NaN and spoils any sum.</summary>
internal sealed class Guarded
{
    private const int Margin = 67;   // more than any kernel reads beyond an end, and odd, so that no address is a round one
    private const int GuardBits = 0x7FC0_DEAD;

    private readonly Tensor _all;

    private Guarded(Shape shape)
    {
        _all = new Tensor(new Shape(shape.Count + (2 * Margin), 1));
        _all.Span.Fill(BitConverter.Int32BitsToSingle(GuardBits));
        Tensor = _all.Samples(Margin, shape.Count).Reshape(shape);
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
        for (int i = 0; i < Margin; i++)
        {
            Assert.True(IsGuard(Margin - 1 - i), $"{where}: wrote {i + 1} before the tensor");
            Assert.True(IsGuard(_all.Length - Margin + i), $"{where}: wrote {i + 1} behind the tensor");
        }
    }

    private bool IsGuard(int index) => BitConverter.SingleToInt32Bits(_all.Span[index]) == GuardBits;
}
