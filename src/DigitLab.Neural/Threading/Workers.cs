using System.Runtime.ExceptionServices;
using System.Runtime.Intrinsics;

namespace DigitLab.Neural;

/// <summary>The threads that share a kernel's work.</summary>
/// <remarks>
/// Each thread has a range of the pieces, the same part of every job, so that what one layer leaves in a core's cache the next one finds there;
/// whoever is done with its own takes pieces of the others, so a slow or busy core does fewer. That changes the time, never a bit:
/// a job is cut by its problem's shape and not by the number of threads, and its pieces do not depend on each other.
/// A run allocates nothing. The caller works too. If the threads are busy for another caller, the caller does all pieces alone.
/// </remarks>
public sealed class Workers : IDisposable
{
    private const long Closed = uint.MaxValue;   // as the next piece: nothing left to take
    private const int TicketStride = 16;   // each in a pair of cache lines of its own
    private const int SpinsBeforeSleep = 2_000;   // some tens of microseconds: longer than the gap between two layers

    private readonly Thread[] _threads;
    private readonly Lock _turn = new();
    private readonly object _bell = new();

    // Each thread's: the number of the run in the upper half, its range's next piece in the lower. One compare-and-swap takes a piece of just this run.
    private readonly long[] _tickets;

    private long _run;
    private Slot? _slot;
    private int _pieces;
    private int _finished;
    private int _sleepers;
    private bool _disposed;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many work at once, the caller among them; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 1 … 1024.</exception>
    public Workers(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        Scratch = new ScratchMemory(threads);
        _threads = new Thread[threads - 1];
        _tickets = new long[(threads + 1) * TicketStride];
        for (int t = 0; t < threads; t++)
        {
            TicketOf(t) = Closed;
        }

        for (int i = 0; i < _threads.Length; i++)
        {
            int number = i + 1;
            _threads[i] = new Thread(() => Work(number)) { IsBackground = true, Name = $"DigitLab worker {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>Workers on all of the machine's cores, shared by whoever names none of their own.</summary>
    public static Workers Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>How many threads work at once, the caller among them.</summary>
    public int Threads => _threads.Length + 1;

    /// <summary>Memory for the pieces to compute in.</summary>
    internal ScratchMemory Scratch { get; }

    /// <summary>Lets the threads end.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            lock (_bell)
            {
                Volatile.Write(ref _disposed, true);
                Monitor.PulseAll(_bell);
            }
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    /// <summary>Does all pieces of a job and returns when the last is done.</summary>
    /// <exception cref="Exception">Whatever a piece threw first; none of the others is still being done, but some may never have been.</exception>
    internal void Run<TJob>(int pieces, in TJob job)
        where TJob : struct, IJob
    {
        if (pieces <= 1 || _threads.Length == 0 || _turn.IsHeldByCurrentThread || !_turn.TryEnter())
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                job.Run(piece);
            }

            return;
        }

        Slot<TJob> slot = Slot<TJob>.Take();
        try
        {
            slot.Job = job;
            Share(slot, pieces);
        }
        finally
        {
            slot.GiveBack();
            _turn.Exit();
        }
    }

    /// <summary>Does all pieces of a job in the machine's vector width.</summary>
    internal void RunVectors<TJob>(int pieces, in TJob job)
        where TJob : struct, IVectorJob
    {
        switch (VectorWidth.Lanes)
        {
            case 16: Run(pieces, new WidthJob<TJob, Lanes16, Vector512<float>>(job)); break;
            case 8: Run(pieces, new WidthJob<TJob, Lanes8, Vector256<float>>(job)); break;
            case 4: Run(pieces, new WidthJob<TJob, Lanes4, Vector128<float>>(job)); break;
            default: Run(pieces, new WidthJob<TJob, Lanes1, float>(job)); break;
        }
    }

    private void Share(Slot slot, int pieces)
    {
        (_slot, _pieces, _finished, _failure) = (slot, pieces, 0, null);
        long run = _run + 1;
        for (int t = 0; t < Threads; t++)
        {
            Volatile.Write(ref TicketOf(t), (run << 32) | (uint)StartOf(t, pieces));
        }

        Interlocked.Exchange(ref _run, run);   // a full fence: whoever goes to sleep after this sees the new run first
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_bell)
            {
                Monitor.PulseAll(_bell);
            }
        }

        TakePieces(0);
        var wait = new SpinWait();
        while (Volatile.Read(ref _finished) < pieces)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        // Closed before the fields change, so that a late thread's swap fails instead of taking a piece of the next run's count.
        for (int t = 0; t < Threads; t++)
        {
            Interlocked.Exchange(ref TicketOf(t), (run << 32) | Closed);
        }

        ExceptionDispatchInfo? failure = _failure;
        (_slot, _failure) = (null, null);
        failure?.Throw();
    }

    private ref long TicketOf(int thread) => ref _tickets[(thread + 1) * TicketStride];

    // The first piece of a thread's range; its end is the next thread's.
    private int StartOf(int thread, int pieces) => (int)((long)pieces * thread / Threads);

    // A thread's own pieces, then what is left of the others'.
    private void TakePieces(int thread)
    {
        for (int i = 0; i < Threads; i++)
        {
            TakePiecesOf((thread + i) % Threads);
        }
    }

    private void TakePiecesOf(int owner)
    {
        ref long place = ref TicketOf(owner);
        while (true)
        {
            long ticket = Volatile.Read(ref place);
            int end = StartOf(owner + 1, _pieces);
            Slot? slot = _slot;
            uint piece = (uint)ticket;
            if (piece >= (uint)end || slot is null)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref place, ticket + 1, ticket) != ticket)
            {
                continue;   // another thread took this piece
            }

            try
            {
                slot.Run((int)piece);
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller: Share throws it there.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            }

            Interlocked.Increment(ref _finished);
        }
    }

    private void Work(int thread)
    {
        long seen = 0;
        while (!Volatile.Read(ref _disposed))
        {
            WaitForRunAfter(seen);
            seen = Volatile.Read(ref _run);
            TakePieces(thread);
        }
    }

    private void WaitForRunAfter(long seen)
    {
        for (int spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (Volatile.Read(ref _run) != seen)
            {
                return;
            }

            Thread.SpinWait(8);
        }

        lock (_bell)
        {
            Interlocked.Increment(ref _sleepers);
            while (Volatile.Read(ref _run) == seen && !_disposed)
            {
                Monitor.Wait(_bell);
            }

            Interlocked.Decrement(ref _sleepers);
        }
    }

    private abstract class Slot
    {
        internal abstract void Run(int piece);
    }

    // A job's place while it runs, kept for the next run of its kind: this is what makes a run free of allocations.
    private sealed class Slot<TJob> : Slot
        where TJob : struct, IJob
    {
        [ThreadStatic]
        private static Slot<TJob>? _free;

        internal TJob Job;

        // Taken away while it is used: a piece may run a job of the same kind with other workers.
        internal static Slot<TJob> Take()
        {
            Slot<TJob> slot = _free ?? new Slot<TJob>();
            _free = null;
            return slot;
        }

        internal void GiveBack()
        {
            Job = default;   // or the job's tensors would outlive their network
            _free = this;
        }

        internal override void Run(int piece) => Job.Run(piece);
    }
}
