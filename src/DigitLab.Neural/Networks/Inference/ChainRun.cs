using System.Diagnostics;

namespace DigitLab.Neural;

/// <summary>Steps one after the other on batches of one size: the tensors between them, and what each needs beside.</summary>
/// <remarks>Two blocks of memory take turns, so that what a step reads was just written. A step that is a view has no memory of its own.</remarks>
internal sealed class ChainRun
{
    // A step below this is done by the caller alone: to call the others would take longer than their help is worth.
    private const long LeastWorkToShare = 100_000;

    private readonly InferenceStep[] _steps;
    private readonly Tensor[] _between;
    private readonly object?[] _memory;
    private readonly Workers[] _workers;
    private readonly long[] _ticks;

    /// <summary>Plans the memory.</summary>
    /// <param name="steps">First to last; at least one.</param>
    /// <param name="input">What the first one reads.</param>
    /// <param name="workers">The threads that share large steps; null where the caller does all by itself.</param>
    internal ChainRun(InferenceStep[] steps, Shape input, Workers? workers)
    {
        var alone = new Workers(1);   // with scratch memory of its own
        _steps = steps;
        (_memory, _workers, _ticks) = (new object?[steps.Length], new Workers[steps.Length], new long[steps.Length]);
        var shapes = new Shape[steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            _workers[i] = workers is null || steps[i].Work(input) < LeastWorkToShare ? alone : workers;
            _memory[i] = steps[i].Prepare(input, _workers[i]);
            shapes[i] = input = steps[i].OutputShape(input);
        }

        _between = TakingTurns(steps, shapes.AsSpan(..^1));
    }

    /// <summary>How many steps there are.</summary>
    internal int Steps => _steps.Length;

    /// <summary>Computes the last step's output.</summary>
    /// <param name="input">What the first step reads.</param>
    /// <param name="output">What the last step writes.</param>
    /// <param name="isTimed">Whether to note how long each step takes.</param>
    internal void Forward(Tensor input, Tensor output, bool isTimed)
    {
        long start = isTimed ? Stopwatch.GetTimestamp() : 0;
        for (int i = 0; i < _steps.Length; i++)
        {
            _steps[i].Forward(i == 0 ? input : _between[i - 1], i == _between.Length ? output : _between[i], _memory[i], _workers[i]);
            if (isTimed)
            {
                long now = Stopwatch.GetTimestamp();
                _ticks[i] += now - start;
                start = now;
            }
        }
    }

    /// <summary>Adds up how long each step took in the passes that were timed, and forgets it.</summary>
    internal void AddTicks(Span<long> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += _ticks[i];
        }

        Array.Clear(_ticks);
    }

    private static Tensor[] TakingTurns(InferenceStep[] steps, ReadOnlySpan<Shape> shapes)
    {
        int largest = 0;
        foreach (Shape shape in shapes)
        {
            largest = Math.Max(largest, shape.Count);
        }

        Tensor[] blocks = [new(new Shape(largest)), new(new Shape(largest))];
        var tensors = new Tensor[shapes.Length];
        int turn = 0;
        for (int i = 0; i < shapes.Length; i++)
        {
            tensors[i] = i > 0 && steps[i].IsView ? tensors[i - 1].Reshape(shapes[i]) : blocks[turn++ % 2].Start(shapes[i]);
        }

        return tensors;
    }
}
