using DigitLab.Neural;

namespace DigitLab.Data.Tests.Batches;

[Collection(AloneTests.Name)]
public class BatchLoaderAllocationTests
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 0.5)]
    public void A_batch_allocates_nothing_in_the_steady_state(bool isShuffled, double mixingAlpha)
    {
        var settings = new BatchSettings(17, IsShuffled: isShuffled, Augmentation: new Copy(), MixingAlpha: mixingAlpha);
        var loader = new BatchLoader(TestDigits.Random(23), InputNormalization.Unit, settings, Workers.Shared);
        Read(loader, 200);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Read(loader, 5_000);
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;

        // The test runner itself now and then allocates a little; one object per batch would be 120,000 bytes at least.
        Assert.True(bytes < 60_000, $"{bytes} bytes for 5,000 batches");
    }

    private static void Read(BatchLoader loader, int batches)
    {
        for (int i = 0; i < batches; i++)
        {
            loader.Next();
        }
    }

    private sealed class Copy : IAugmentation
    {
        public void Apply(ReadOnlySpan<byte> image, int height, int width, Span<byte> output, RandomKey key) => image.CopyTo(output);
    }
}
