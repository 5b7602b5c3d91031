using System.Diagnostics;

namespace DigitLab.Neural;

/// <summary>How a network runs on batches of one size at inference: prepared steps, their memory, and who does what when.</summary>
/// <remarks>
/// A batch goes through the first, spatial steps in slices, and through those whose weights are many as a whole, each step shared by all
/// threads. A single sample has no slices: there all steps are shared, if they are large enough.
/// </remarks>
internal sealed class InferencePlan
{
    private readonly InferenceStep[] _steps;
    private readonly SlicedRun? _slices;
    private readonly ChainRun? _rest;
    private readonly Tensor _restInput;
    private readonly Tensor _output;
    private readonly Workers _workers;
    private readonly long[] _ticks;

    internal InferencePlan(Network network, Tensor input, Tensor output, Workers workers)
    {
        _steps = WithoutViews(InferenceChain.Of(network.Body), ref input);
        (_restInput, _output, _workers) = (input, output, workers);
        _ticks = new long[_steps.Length];
        Slicing = Slicing.Of(_steps, input.Shape);
        InferenceStep[] sliced = _steps[..Slicing.Steps], rest = _steps[Slicing.Steps..];
        if (sliced.Length > 0)
        {
            _restInput = rest.Length == 0 ? output : new Tensor(sliced.Aggregate(input.Shape, (shape, step) => step.OutputShape(shape)));
            _slices = new SlicedRun(sliced, Slicing.Length, input, _restInput, workers);
        }

        rest = WithoutViews(rest, ref _restInput);
        _rest = rest.Length == 0 ? null : new ChainRun(rest, _restInput.Shape, workers);
        Refresh();
    }

    /// <summary>Which steps are done in slices.</summary>
    internal Slicing Slicing { get; }

    /// <summary>Makes the steps' weights of what the network's are now.</summary>
    internal void Refresh()
    {
        foreach (InferenceStep step in _steps)
        {
            step.Refresh(_workers);
        }
    }

    /// <summary>Computes the output of the input.</summary>
    /// <param name="clock">Times the network's layers; null for nothing.</param>
    internal void Forward(LayerClock? clock)
    {
        long start = clock is null ? 0 : Stopwatch.GetTimestamp();
        _slices?.Forward(clock is not null);
        long sliced = clock is null ? 0 : Stopwatch.GetTimestamp() - start;
        _rest?.Forward(_restInput, _output, clock is not null);
        if (clock is not null)
        {
            Note(clock, sliced);
        }
    }

    // What all threads spent on a step in the slices, as its share of the time that passed.
    private void Note(LayerClock clock, long sliced)
    {
        Array.Clear(_ticks);
        _slices?.AddTicks(_ticks.AsSpan(0, Slicing.Steps));
        double share = sliced / Math.Max(1.0, _ticks.Sum());
        for (int i = 0; i < Slicing.Steps; i++)
        {
            _ticks[i] = (long)(_ticks[i] * share);
        }

        _rest?.AddTicks(_ticks.AsSpan(_ticks.Length - _rest.Steps));
        clock.Clear();
        for (int i = 0; i < _steps.Length; i++)
        {
            clock.AddForward(_steps[i].StartsAt, _ticks[i]);
        }
    }

    // What views at the beginning make of a tensor is known once and for all. One that is all there is must copy.
    private static InferenceStep[] WithoutViews(InferenceStep[] steps, ref Tensor input)
    {
        int first = 0;
        for (; first < steps.Length - 1 && steps[first].IsView; first++)
        {
            input = input.Reshape(steps[first].OutputShape(input.Shape));
        }

        return steps[first..];
    }
}
