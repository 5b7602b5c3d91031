namespace DigitLab.Neural;

/// <summary>Steps done slice by slice: a few samples go through all of them before the next few begin.</summary>
/// <remarks>
/// So what lies between the steps stays in the second-level cache of the core that made it, and threads meet once, at the end. A slice is a
/// piece of work; slices are cut by the shapes alone. Whoever takes one takes memory that is free, of which there is as much as threads.
/// </remarks>
internal sealed class SlicedRun
{
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _outputs;
    private readonly ChainRun[] _runs;
    private readonly ChainRun _last;
    private readonly int[] _taken;
    private readonly Workers _workers;

    /// <summary>Plans the memory.</summary>
    /// <param name="steps">First to last; at least one.</param>
    /// <param name="length">Samples in a slice; the last one may have fewer.</param>
    /// <param name="input">The batch.</param>
    /// <param name="output">What the last step makes of it.</param>
    /// <param name="workers">The threads.</param>
    internal SlicedRun(InferenceStep[] steps, int length, Tensor input, Tensor output, Workers workers)
    {
        int batch = input.Shape[0];
        int slices = (batch + length - 1) / length, rest = batch - ((slices - 1) * length);
        _workers = workers;
        (_inputs, _outputs) = (new Tensor[slices], new Tensor[slices]);
        for (int i = 0; i < slices; i++)
        {
            int count = i == slices - 1 ? rest : length;
            (_inputs[i], _outputs[i]) = (input.Samples(i * length, count), output.Samples(i * length, count));
        }

        _runs = new ChainRun[Math.Min(workers.Threads, slices)];
        _taken = new int[_runs.Length];
        for (int i = 0; i < _runs.Length; i++)
        {
            _runs[i] = new ChainRun(steps, _inputs[0].Shape, workers: null);
        }

        _last = new ChainRun(steps, _inputs[^1].Shape, workers: null);
    }

    /// <summary>Adds up how long each step took in the passes that were timed, on all threads together, and forgets it.</summary>
    internal void AddTicks(Span<long> sums)
    {
        foreach (ChainRun run in _runs)
        {
            run.AddTicks(sums);
        }

        _last.AddTicks(sums);
    }

    /// <summary>Computes the last step's output of the whole batch.</summary>
    /// <param name="isTimed">Whether to note how long each step takes.</param>
    internal void Forward(bool isTimed) => _workers.Run(_inputs.Length, new SliceJob(this, isTimed));

    private void Forward(int slice, bool isTimed)
    {
        if (slice == _inputs.Length - 1)
        {
            _last.Forward(_inputs[slice], _outputs[slice], isTimed);
            return;
        }

        int free = 0;
        while (Interlocked.CompareExchange(ref _taken[free], 1, 0) != 0)
        {
            free = (free + 1) % _taken.Length;
        }

        try
        {
            _runs[free].Forward(_inputs[slice], _outputs[slice], isTimed);
        }
        finally
        {
            Volatile.Write(ref _taken[free], 0);
        }
    }

    private readonly struct SliceJob(SlicedRun run, bool isTimed) : IJob
    {
        public void Run(int piece) => run.Forward(piece, isTimed);
    }
}
