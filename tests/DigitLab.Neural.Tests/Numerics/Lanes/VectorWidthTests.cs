namespace DigitLab.Neural.Tests;

[Collection(OneWidthAtATime.Name)]
public sealed class VectorWidthTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    [InlineData(4)]
    [InlineData(1)]
    public void Every_width_can_be_chosen_on_every_machine(int lanes)
    {
        int own = VectorWidth.Lanes;
        VectorWidth.Use(lanes);
        int chosen = VectorWidth.Lanes;
        VectorWidth.Use(own);

        Assert.Equal(lanes, chosen);
        Assert.Equal(own, VectorWidth.Lanes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(32)]
    public void Any_other_width_is_refused(int lanes) =>
        Assert.Contains("16, 8, 4 or 1", Assert.Throws<ArgumentOutOfRangeException>(() => VectorWidth.Use(lanes)).Message);

    [Theory]
    [InlineData(16, 8)]
    [InlineData(8, 8)]
    [InlineData(4, 4)]
    [InlineData(1, 1)]
    public void A_process_that_answers_once_does_without_the_widest(int lanes, int expected)
    {
        int own = VectorWidth.Lanes;
        VectorWidth.Use(lanes);
        VectorWidth.PreferCompiledAhead();
        int chosen = VectorWidth.Lanes;
        VectorWidth.Use(own);

        Assert.Equal(expected, chosen);
    }

    [Fact]
    public void The_width_has_a_name() => Assert.Contains(VectorWidth.Name, (string[])["AVX-512", "AVX2", "NEON", "SSE", "scalar"]);
}
