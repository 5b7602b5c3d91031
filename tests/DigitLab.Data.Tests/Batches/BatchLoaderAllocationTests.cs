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
        using var alone = new Workers(1);
        Assert.Equal(0, LeastOf(Loader(alone), GC.GetAllocatedBytesForCurrentThread));

        // On all threads of the process; one object per batch would be 120,000 bytes at least.
        long bytes = LeastOf(Loader(Workers.Shared), () => GC.GetTotalAllocatedBytes(precise: true));
        Assert.True(bytes < 60_000, $"{bytes} bytes for 5,000 batches");

        BatchLoader Loader(Workers workers) => new(TestDigits.Random(23), InputNormalization.Unit, settings, workers);
    }

    // The runtime and the test runner now and then allocate too, but not in every round, as a loader that allocates would.
    private static long LeastOf(BatchLoader loader, Func<long> allocated)
    {
        Read(loader, 200);
        long least = long.MaxValue;
        for (int round = 0; round < 8; round++)
        {
            long before = allocated();
            Read(loader, 5_000);
            least = Math.Min(least, allocated() - before);
        }

        return least;
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
