using System.Diagnostics;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Our own engine, on random pictures.</summary>
/// <remarks>The workers are the caller's, who disposes of them.</remarks>
internal sealed class DigitLabContestant : IContestant
{
    private const double Rate = 1e-5;   // so small that the weights stay what a network at work has: no dead units, no denormal numbers

    private readonly Network _network;
    private readonly Question[] _questions;
    private readonly NetworkPlan _training;
    private readonly NetworkPlan _inference;
    private readonly NetworkPlan _single;
    private readonly byte[] _labels;
    private readonly Optimizer _optimizer;
    private readonly SoftmaxCrossEntropy _loss = new();
    private readonly Workers _workers;
    private readonly double _seconds;

    /// <summary>Plans the network and warms it for these questions, or all if none is named.</summary>
    internal DigitLabContestant(MeasuredNetwork measured, Workers workers, double seconds, params ReadOnlySpan<Question> questions)
    {
        (_network, _workers, _seconds) = (measured.Model.Build(), workers, seconds);
        _questions = questions.IsEmpty ? Enum.GetValues<Question>() : questions.ToArray();
        _network.Initialize(seed: 1);
        _training = _network.ForTraining(measured.Batch, workers);
        _inference = _network.ForInference(measured.InferenceBatch, workers);
        _single = _network.ForInference(1, workers);
        _optimizer = new AdamSettings().Build(_network.Parameters);
        _labels = new byte[measured.Batch];
        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        for (int i = 0; i < _labels.Length; i++)
        {
            _labels[i] = (byte)random.NextInt32(10);
        }

        Fill(_training.Input, ref random);
        Fill(_inference.Input, ref random);
        Fill(_single.Input, ref random);
        foreach (Question question in _questions)
        {
            Measure(question);   // warms: the runtime compiles what is run often anew, and better
        }
    }

    public string Name => "DigitLab";

    public string Details => $"DigitLab {typeof(Network).Assembly.GetName().Version?.ToString(3)}";

    public bool Answers(Question question) => _questions.Contains(question);

    public double Measure(Question question) => question switch
    {
        Question.Training => RateOf(Step, _labels.Length),
        Question.Inference => RateOf(() => _inference.Forward(), _inference.BatchSize),
        _ => MedianMicroseconds(() => _single.Forward()),
    };

    public void Dispose()
    {
    }

    private void Step()
    {
        _network.ClearGradients();
        _training.Forward();
        _loss.Compute(_training.Output, _labels, _training.OutputGradient, _workers);
        _training.BackwardAndStep(_optimizer, Rate);
    }

    private double RateOf(Action work, int digits)
    {
        var clock = Stopwatch.StartNew();
        long done = 0;
        while (clock.Elapsed.TotalSeconds < _seconds)
        {
            work();
            done += digits;
        }

        return done / clock.Elapsed.TotalSeconds;
    }

    private double MedianMicroseconds(Action work)
    {
        var ticks = new List<double>(1 << 16);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < _seconds)
        {
            long before = Stopwatch.GetTimestamp();
            work();
            ticks.Add(Stopwatch.GetTimestamp() - before);
        }

        return Median.Of(ticks) * 1e6 / Stopwatch.Frequency;
    }

    private static void Fill(Tensor tensor, ref RandomSource random)
    {
        foreach (ref float value in tensor.Span)
        {
            value = random.NextSingle();
        }
    }
}
