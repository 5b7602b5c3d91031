namespace DigitLab.Benchmarks;

/// <summary>One engine with one network, warm and ready to be measured.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>Which engine: <c>DigitLab</c>, <c>ONNX Runtime</c>, <c>PyTorch</c>.</summary>
    string Name { get; }

    /// <summary>The engine's version and how it runs this network.</summary>
    string Details { get; }

    /// <summary>Whether it can answer that question.</summary>
    bool Answers(Question question);

    /// <summary>Measures once, for as long as it was told when it was made: digits a second, or microseconds for the latency.</summary>
    double Measure(Question question);
}
