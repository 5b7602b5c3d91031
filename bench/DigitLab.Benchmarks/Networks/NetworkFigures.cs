using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>What was measured of one network: the medians of every engine's answers, and of the machine's peak meanwhile.</summary>
internal sealed class NetworkFigures(MeasuredNetwork measured)
{
    private readonly Dictionary<(string Engine, Question Question), List<double>> _answers = [];
    private readonly List<double> _peaks = [];

    internal MeasuredNetwork Measured { get; } = measured;

    internal Network Network { get; } = measured.Model.Build();

    /// <summary>The machine's multiply-add peak while this network was measured, in GFLOP/s.</summary>
    internal double Peak => Median.Of(_peaks);

    internal void Add(string engine, Question question, double answer)
    {
        if (!_answers.TryGetValue((engine, question), out List<double>? answers))
        {
            _answers[(engine, question)] = answers = [];
        }

        answers.Add(answer);
    }

    internal void AddPeak(double gflops) => _peaks.Add(gflops);

    /// <summary>An engine's median answer; null if it gave none.</summary>
    internal double? Of(string engine, Question question) =>
        _answers.TryGetValue((engine, question), out List<double>? answers) ? Median.Of(answers) : null;
}
