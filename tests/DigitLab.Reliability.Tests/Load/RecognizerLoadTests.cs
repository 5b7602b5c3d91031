using System.Diagnostics;
using System.Globalization;
using DigitLab.Data;
using DigitLab.Imaging;
using Xunit.Abstractions;

namespace DigitLab.Reliability.Tests.Load;

/// <summary>One recognizer called from many threads: the answers that it gives alone, and memory that does not grow. <c>DIGITLAB_LOAD=600</c> calls it for ten minutes.</summary>
[Collection(QuietMachine.Name)]
public class RecognizerLoadTests(ITestOutputHelper output)
{
    private const int Threads = 32;
    private const int Pictures = 40;
    private const int FewestCalls = 3;
    private const int MostRounds = 6;
    private const long MostGrowth = 2L << 20, MostGrowthOfCall = 256;
    private const long MostPooled = Threads * (4L << 20);   // a page in the hands of each thread

    [Fact]
    public void Many_threads_get_the_answers_of_one_and_memory_stays_flat()
    {
        using var recognizer = DigitRecognizer.Load();
        DigitDataset digits = SyntheticDigits.Create(Pictures, seed: 3);
        GrayImage[] pictures = [.. Enumerable.Range(0, Pictures).Select(i => new GrayImage(digits.Width, digits.Height, digits.Image(i)))];
        GrayImage row = ContactSheet.Of([.. pictures.Take(4)], 4, scale: 3, gapPixels: 20);
        string[] alone = [.. pictures.Select(picture => Text(recognizer.Recognize(picture)))];
        string rowAlone = Text(recognizer.Read(row));

        // A leak grows in every round; pools grow until as many threads as ever will were at the same place at once.
        bool isFlat = false;
        long atFirst = Settled();
        for (int round = 0; round < MostRounds && !isFlat; round++)
        {
            long before = Settled();
            long calls = Call(TimeSpan.FromSeconds(LongVersion.LoadSeconds));
            long growth = Settled() - before;
            isFlat = growth <= MostGrowth + (calls * MostGrowthOfCall);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls:N0} calls from {Threads} threads in {LongVersion.LoadSeconds} s; memory grew by {growth / 1024.0:N0} KiB"));
        }

        long pooled = Settled() - atFirst;
        Assert.True(isFlat, $"memory grew in each of {MostRounds} rounds");
        Assert.True(pooled <= MostPooled, $"memory grew by {pooled >> 10} KiB");

        // Until the time is over, but from each thread a few times at least, all of them at once.
        long Call(TimeSpan time)
        {
            long count = 0;
            using var start = new Barrier(Threads);
            Exception? fault = null;
            var clock = Stopwatch.StartNew();
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
            {
                try
                {
                    start.SignalAndWait();
                    for (int i = 0; (i < FewestCalls || clock.Elapsed < time) && fault is null; i++)
                    {
                        if (i % 50 == 0)
                        {
                            Assert.Equal(rowAlone, Text(recognizer.Read(row)));
                        }

                        Assert.Equal(alone[(number + i) % Pictures], Text(recognizer.Recognize(pictures[(number + i) % Pictures])));
                        Interlocked.Increment(ref count);
                    }
                }
#pragma warning disable CA1031 // Whatever it is, the test's own thread reports it.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    fault = exception;
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.Null(fault);
            return count;
        }
    }

    // Every bit of every probability.
    private static string Text(Prediction prediction) =>
        $"{prediction.Digit} {prediction.IsDigit} {string.Join(' ', prediction.Probabilities.ToArray().Select(probability => BitConverter.SingleToInt32Bits(probability).ToString("x8", CultureInfo.InvariantCulture)))}";

    private static string Text(IEnumerable<DigitRow> rows) => string.Join('\n', rows.Select(row => row.ToString()));

    // The least of some collections: pools give back what they hold only after a while.
    private static long Settled()
    {
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
            Thread.Sleep(50);
        }

        return least;
    }
}
