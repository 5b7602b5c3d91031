namespace DigitLab.Benchmarks;

/// <summary>What is measured of a network.</summary>
internal enum Question
{
    /// <summary>Digits a second through forward, backward and an Adam step.</summary>
    Training,

    /// <summary>Digits a second through a forward pass in large batches.</summary>
    Inference,

    /// <summary>Microseconds for one image, the median.</summary>
    Latency,
}
