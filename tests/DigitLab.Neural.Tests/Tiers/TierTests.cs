namespace DigitLab.Neural.Tests.Tiers;

/// <summary>A machine with fewer instructions trains the same bits.</summary>
public class TierTests
{
    // The bits themselves, so that a change of them is a decision and no accident: whoever means it writes the new ones here.
    private const string Weights = "9068ba2705a29cee09550052cc2f266010d3753e19a47e9e3bc59ee84e51eff6";

    private static readonly Lazy<ProbeReport> Everything = new(() => ProbeReport.Of(null));

    [Fact]
    public void The_whole_processor_trains_the_recorded_bits() => Assert.Equal(Weights, Everything.Value.Weights);

    [Fact]
    public void Without_AVX512_the_bits_are_the_same()
    {
        ProbeReport report = ProbeReport.Of("DOTNET_EnableAVX512");
        Assert.False(report.HasAvx512);
        Assert.InRange(report.Lanes, 1, 8);
        Assert.Equal(Everything.Value.HasAvx2, report.HasAvx2);   // that tier alone is gone
        Assert.Equal(Everything.Value.Weights, report.Weights);
    }

    [Fact]
    public void Without_AVX2_the_bits_are_the_same()
    {
        ProbeReport report = ProbeReport.Of("DOTNET_EnableAVX2");
        Assert.False(report.HasAvx512);
        Assert.False(report.HasAvx2);
        Assert.InRange(report.Lanes, 1, 4);
        Assert.Equal(Everything.Value.HasVectors, report.HasVectors);
        Assert.Equal(Everything.Value.Weights, report.Weights);
    }

    [Fact]
    public void Without_any_vector_instruction_the_bits_are_the_same()
    {
        ProbeReport report = ProbeReport.Of("DOTNET_EnableHWIntrinsic");
        Assert.False(report.HasVectors);
        Assert.False(report.HasAvx2);
        Assert.False(report.HasFma);
        Assert.Equal(1, report.Lanes);
        Assert.Equal(Everything.Value.Weights, report.Weights);
    }
}
