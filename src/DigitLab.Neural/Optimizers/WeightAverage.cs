namespace DigitLab.Neural;

/// <summary>A second network whose weights follow another's slowly: their exponential moving average, which is often the better reader.</summary>
/// <remarks>
/// After each step a ← d·a + (1 − d)·w, with d = min(decay, (1 + t)/(10 + t)) after t steps, so that the first, untrained weights are
/// forgotten soon. Running statistics are copied. The average is what is evaluated and saved; training goes on with the network itself.
/// Source: Polyak, Juditsky 1992; in this form TensorFlow's ExponentialMovingAverage.
/// </remarks>
public sealed class WeightAverage
{
    private readonly Network _source;
    private readonly double _decay;

    /// <summary>The average of a network's weights, which begins with what they are.</summary>
    /// <param name="source">The network in training.</param>
    /// <param name="decay">How slowly the average follows; at least 0, less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of its range.</exception>
    public WeightAverage(Network source, double decay)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_source, _decay) = (source, CheckedDecay(decay));
        Network = new Network(source.Name, source.InputShape, (Sequential)source.Body.Describe().Build()) { Normalization = source.Normalization };
        CopyState();
    }

    /// <summary>The network with the averaged weights.</summary>
    public Network Network { get; }

    /// <summary>A decay, if it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or not below 1.</exception>
    public static double CheckedDecay(double decay) => decay is >= 0 and < 1
        ? decay
        : throw new ArgumentOutOfRangeException(nameof(decay), decay, "WeightAverage: expected a decay of at least 0 and less than 1.");

    /// <summary>Follows a step.</summary>
    /// <param name="steps">Steps done so far, this one included.</param>
    /// <param name="workers">The threads.</param>
    public void Update(long steps, Workers workers)
    {
        float kept = (float)Math.Min(_decay, (1.0 + steps) / (10.0 + steps));
        int parameters = _source.Parameters.Count;
        for (int i = 0; i < _source.State.Count; i++)
        {
            Tensor from = _source.State[i].Value, to = Network.State[i].Value;
            if (i < parameters)
            {
                ElementwiseKernel.Blend(from, kept, to, workers);
            }
            else
            {
                from.Span.CopyTo(to.Span);
            }
        }
    }

    private void CopyState()
    {
        for (int i = 0; i < _source.State.Count; i++)
        {
            _source.State[i].Value.Span.CopyTo(Network.State[i].Value.Span);
        }
    }
}
