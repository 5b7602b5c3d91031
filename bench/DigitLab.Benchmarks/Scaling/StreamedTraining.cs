using System.Diagnostics;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Training a network from its start on a stream of digits.</summary>
internal sealed class StreamedTraining
{
    private const double Rate = 0.001;

    private readonly Network _network;
    private readonly NetworkPlan _plan;
    private readonly SoftmaxCrossEntropy _loss = new();
    private readonly Workers _workers;

    internal StreamedTraining(MeasuredNetwork measured, Workers workers)
    {
        (_network, _workers) = (measured.Model.Build(), workers);
        _plan = _network.ForTraining(measured.Batch, workers);
    }

    /// <summary>The loss of the last batch.</summary>
    internal double Loss { get; private set; }

    /// <summary>Trains on so many digits, in whole batches.</summary>
    /// <returns>The time of all, and of the steps alone.</returns>
    internal (TimeSpan Total, TimeSpan Steps) Run(long digits)
    {
        _network.Initialize(seed: 1);
        var optimizer = new Adam(_network.Parameters, new AdamSettings());
        var stream = new SyntheticStream(_plan.BatchSize, _workers);
        long start = Stopwatch.GetTimestamp(), inSteps = 0;
        for (long done = 0; done < digits; done += _plan.BatchSize)
        {
            stream.Next(_plan.Input);
            long before = Stopwatch.GetTimestamp();
            _network.ClearGradients();
            _plan.Forward();
            Loss = _loss.Compute(_plan.Output, stream.Labels, _plan.OutputGradient, _workers);
            _plan.BackwardAndStep(optimizer, Rate);
            inSteps += Stopwatch.GetTimestamp() - before;
        }

        return (Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(inSteps / (double)Stopwatch.Frequency));
    }
}
