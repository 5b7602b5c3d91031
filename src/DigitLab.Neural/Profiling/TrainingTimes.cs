using System.Diagnostics;

namespace DigitLab.Neural;

/// <summary>A network in training, with a clock in its layers' loop.</summary>
internal sealed class TrainingTimes
{
    private const double LearningRate = 1e-5;   // the weights stay what they are: no unit dies and no number becomes denormal

    private readonly Network _network;
    private readonly NetworkPlan _plan;
    private readonly LayerClock _clock;
    private readonly Adam _optimizer;
    private readonly SoftmaxCrossEntropy _loss = new();
    private readonly byte[] _labels;
    private readonly Workers _workers;

    internal TrainingTimes(Network network, int batchSize, Workers workers)
    {
        int layers = network.Body.Children.Count;
        (_network, _workers, _clock, Forward, Backward) = (network, workers, new LayerClock(layers), new RepeatedTimes(layers), new RepeatedTimes(layers));
        _plan = network.ForTraining(batchSize, workers);
        _plan.Clock = _clock;
        _optimizer = new Adam(network.Parameters, new AdamSettings());
        RandomPictures.Fill(_plan.Input.Span);
        _labels = new byte[batchSize];
        for (int i = 0; i < batchSize; i++)
        {
            _labels[i] = (byte)(i % network.OutputShape.Count);
        }
    }

    internal RepeatedTimes Forward { get; }

    internal RepeatedTimes Backward { get; }

    /// <summary>The loss, and the optimizer.</summary>
    internal RepeatedTimes Rest { get; } = new(2);

    internal void Forget()
    {
        Forward.Clear();
        Backward.Clear();
        Rest.Clear();
    }

    internal void Run()
    {
        _clock.Clear();
        long start = Stopwatch.GetTimestamp();
        _network.ClearGradients();
        long clear = Stopwatch.GetTimestamp() - start;

        _plan.Forward();
        start = Stopwatch.GetTimestamp();
        _loss.Compute(_plan.Output, _labels, _plan.OutputGradient, _workers);
        Rest.Add(0, LayerClock.Milliseconds(Stopwatch.GetTimestamp() - start));

        start = Stopwatch.GetTimestamp();
        _plan.BackwardAndStep(_optimizer, LearningRate);
        double step = LayerClock.Milliseconds(clear + Stopwatch.GetTimestamp() - start);
        for (int i = 0; i < _network.Body.Children.Count; i++)
        {
            step -= _clock.BackwardMs(i);
        }

        Rest.Add(1, step);
        for (int i = 0; i < _network.Body.Children.Count; i++)
        {
            Forward.Add(i, _clock.ForwardMs(i));
            Backward.Add(i, _clock.BackwardMs(i));
        }
    }
}
