namespace DigitLab.Neural;

/// <summary>A network at inference, with a clock in its layers' loop.</summary>
internal sealed class InferenceTimes
{
    private readonly NetworkPlan _plan;
    private readonly LayerClock _clock;
    private readonly int _layers;

    internal InferenceTimes(Network network, int batchSize, Workers workers)
    {
        _layers = network.Body.Children.Count;
        (_clock, Forward) = (new LayerClock(_layers), new RepeatedTimes(_layers));
        _plan = network.ForInference(batchSize, workers);
        _plan.Clock = _clock;
        RandomPictures.Fill(_plan.Input.Span);
    }

    internal RepeatedTimes Forward { get; }

    internal void Forget() => Forward.Clear();

    internal void Run()
    {
        _clock.Clear();
        _plan.Forward();
        for (int i = 0; i < _layers; i++)
        {
            Forward.Add(i, _clock.ForwardMs(i));
        }
    }
}
