namespace DigitLab.Neural.Tests.Threading;

public sealed class WorkersTests
{
    public static TheoryData<int> ThreadCounts => [1, 2, 4, 7];

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public void Every_piece_is_done_just_once(int threads)
    {
        using var workers = new Workers(threads);
        foreach (int pieces in (int[])[0, 1, 2, 3, 7, 100, 10_000])
        {
            int[] done = new int[pieces];
            workers.Run(pieces, new CountJob(done));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void A_hundred_thousand_small_runs_lose_no_piece_and_repeat_none()
    {
        using var workers = new Workers(4);
        int[] done = new int[5];
        for (int run = 1; run <= 100_000; run++)
        {
            int pieces = 1 + (run % done.Length);
            Array.Clear(done);
            workers.Run(pieces, new CountJob(done));
            if (done.Sum() != pieces || done.AsSpan(0, pieces).ContainsAnyExcept(1))
            {
                Assert.Fail($"run {run} of {pieces} pieces: did {string.Join(", ", done)}");
            }
        }
    }

    [Fact]
    public void A_run_after_a_pause_wakes_the_sleepers()
    {
        using var workers = new Workers(3);
        for (int run = 0; run < 5; run++)
        {
            Thread.Sleep(20);   // long enough for the threads to stop spinning
            int[] done = new int[50];
            workers.Run(done.Length, new CountJob(done));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Several_threads_share_the_pieces()
    {
        // Two pieces that wait for each other: one thread alone could not do both.
        using var workers = new Workers(2);
        using var meeting = new Barrier(2);
        workers.Run(2, new MeetJob(meeting));
        Assert.Equal(1, meeting.CurrentPhaseNumber);
    }

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public void What_a_piece_throws_reaches_the_caller_and_the_next_run_is_whole(int threads)
    {
        using var workers = new Workers(threads);
        for (int run = 0; run < 100; run++)
        {
            Assert.Equal("piece 3", Assert.Throws<InvalidTimeZoneException>(() => workers.Run(8, new ThrowJob(3))).Message);
            int[] done = new int[8];
            workers.Run(done.Length, new CountJob(done));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void A_run_within_a_run_is_done_by_whoever_asks()
    {
        using var workers = new Workers(4);
        int[] done = new int[20 * 30];
        workers.Run(20, new NestedJob(workers, 30, done));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void A_run_of_the_same_job_by_other_workers_within_a_run_mixes_nothing_up()
    {
        using Workers outer = new(3), inner = new(3);
        for (int run = 0; run < 200; run++)
        {
            int[] done = new int[12];
            outer.Run(6, new SpreadJob(inner, done, first: 0, depth: 1));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Several_callers_at_once_each_get_their_own_run()
    {
        using var workers = new Workers(4);
        Thread[] callers = new Thread[6];
        int[][] done = [.. callers.Select(_ => new int[2_000 * 3])];
        for (int caller = 0; caller < callers.Length; caller++)
        {
            int[] own = done[caller];
            callers[caller] = new Thread(() =>
            {
                for (int run = 0; run < 2_000; run++)
                {
                    workers.Run(3, new CountFromJob(own, run * 3));
                }
            });
        }

        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.All(done, each => Assert.DoesNotContain(each, times => times != 1));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using var workers = new Workers(3);
        int[] done = new int[16];
        var job = new CountJob(done);
        workers.Run(done.Length, job);   // the job's place is made once for each thread that calls

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 1_000; run++)
        {
            workers.Run(done.Length, job);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_finished_job_is_forgotten()
    {
        using var workers = new Workers(2);
        WeakReference memory = RunAndForget(workers);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(memory.IsAlive);
    }

    [Fact]
    public void After_disposal_the_caller_does_the_work_alone()
    {
        var workers = new Workers(3);
        workers.Dispose();
        workers.Dispose();
        int[] done = new int[9];
        workers.Run(done.Length, new CountJob(done));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Disposal_ends_the_threads_whether_they_sleep_or_not()
    {
        for (int i = 0; i < 50; i++)
        {
            var workers = new Workers(3);
            if (i % 2 == 0)
            {
                workers.Run(5, new CountJob(new int[5]));
            }

            workers.Dispose();   // joins them
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void A_number_of_threads_out_of_range_is_refused(int threads) => Assert.Throws<ArgumentOutOfRangeException>(() => new Workers(threads));

    [Fact]
    public void The_shared_workers_are_as_many_as_the_cores()
    {
        Assert.Equal(Environment.ProcessorCount, Workers.Shared.Threads);
        using var seven = new Workers(7);
        Assert.Equal(7, seven.Threads);
    }

    private static WeakReference RunAndForget(Workers workers)
    {
        int[] done = new int[4];
        workers.Run(done.Length, new CountJob(done));
        return new WeakReference(done);
    }

    private readonly struct CountJob(int[] done) : IJob
    {
        public void Run(int piece) => Interlocked.Increment(ref done[piece]);
    }

    private readonly struct CountFromJob(int[] done, int first) : IJob
    {
        public void Run(int piece) => Interlocked.Increment(ref done[first + piece]);
    }

    private readonly struct MeetJob(Barrier meeting) : IJob
    {
        public void Run(int piece) => Assert.True(meeting.SignalAndWait(TimeSpan.FromMinutes(1)), "the other piece never came");
    }

    private readonly struct ThrowJob(int thrower) : IJob
    {
        public void Run(int piece)
        {
            if (piece == thrower)
            {
                throw new InvalidTimeZoneException($"piece {piece}");
            }
        }
    }

    private readonly struct NestedJob(Workers workers, int pieces, int[] done) : IJob
    {
        public void Run(int piece) => workers.Run(pieces, new CountFromJob(done, piece * pieces));
    }

    // Each piece runs two pieces of its own kind with the other workers.
    private readonly struct SpreadJob(Workers other, int[] done, int first, int depth) : IJob
    {
        public void Run(int piece)
        {
            if (depth == 0)
            {
                Interlocked.Increment(ref done[first + piece]);
            }
            else
            {
                other.Run(2, new SpreadJob(other, done, piece * 2, depth - 1));
            }
        }
    }
}
