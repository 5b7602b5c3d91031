using System.Runtime.ExceptionServices;
using System.Runtime.Intrinsics;

namespace DigitLab.Neural;

/// <summary>The threads that share a kernel's work.</summary>
/// <remarks>
/// Pieces are handed out one by one to whoever is free, so a slow or busy core takes fewer. That changes the time, never a bit:
/// a job is cut by its problem's shape and not by the number of threads, and its pieces do not depend on each other.
/// A run allocates nothing. The caller works too. If the threads are busy for another caller, the caller does all pieces alone.
/// </remarks>
public sealed class Workers : IDisposable
{
    private const long Closed = uint.MaxValue;   // as the next piece: nothing left to take
    private const int SpinsBeforeSleep = 2_000;   // some tens of microseconds: longer than the gap between two layers

    private readonly Thread[] _threads;
    private readonly Lock _turn = new();
    private readonly object _bell = new();

    // The number of the run in the upper half, its next piece in the lower: one compare-and-swap takes a piece of just this run.
    private long _ticket = Closed;
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
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"DigitLab worker {i + 1}" };
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
        long run = (_ticket >> 32) + 1;
        Interlocked.Exchange(ref _ticket, run << 32);   // a full fence: whoever goes to sleep after this sees the new run first
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_bell)
            {
                Monitor.PulseAll(_bell);
            }
        }

        TakePieces();
        var wait = new SpinWait();
        while (Volatile.Read(ref _finished) < pieces)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        // Closed before the fields change, so that a late thread's swap fails instead of taking a piece of the next run's count.
        Interlocked.Exchange(ref _ticket, (run << 32) | Closed);
        ExceptionDispatchInfo? failure = _failure;
        (_slot, _failure) = (null, null);
        failure?.Throw();
    }

    private void TakePieces()
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int pieces = _pieces;
            Slot? slot = _slot;
            uint piece = (uint)ticket;
            if (piece >= (uint)pieces || slot is null)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
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

    private void Work()
    {
        long seen = 0;
        while (!Volatile.Read(ref _disposed))
        {
            WaitForRunAfter(seen);
            seen = Volatile.Read(ref _ticket) >> 32;
            TakePieces();
        }
    }

    private void WaitForRunAfter(long seen)
    {
        for (int spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (Volatile.Read(ref _ticket) >> 32 != seen)
            {
                return;
            }

            Thread.SpinWait(8);
        }

        lock (_bell)
        {
            Interlocked.Increment(ref _sleepers);
            while (Volatile.Read(ref _ticket) >> 32 == seen && !_disposed)
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
