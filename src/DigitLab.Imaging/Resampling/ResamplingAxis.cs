namespace DigitLab.Imaging;

/// <summary>For each target pixel along one axis, which source pixels it is the mean of, and with what weights.</summary>
/// <remarks>
/// A target pixel covers s source pixels. Its value is the mean over an interval of length max(s, 1) about its centre, in which each
/// source pixel weighs as much as the interval covers of it. Scaling down this is area averaging; scaling up the interval of length 1
/// covers two neighbours in proportion to their nearness, which is linear interpolation; at s = 1 both are the same.
/// </remarks>
internal sealed class ResamplingAxis
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <param name="start">The region's start, in source pixels.</param>
    /// <param name="length">The region's length, in source pixels; above 0.</param>
    /// <param name="sourceCount">Pixels of the source.</param>
    /// <param name="targetCount">Pixels of the target.</param>
    /// <param name="outside">What lies around the source.</param>
    internal ResamplingAxis(double start, double length, int sourceCount, int targetCount, OutsidePixels outside)
    {
        SourceCount = sourceCount;
        _first = new int[targetCount];
        _weights = new float[targetCount][];
        double step = length / targetCount;
        double half = Math.Max(step, 1) / 2;
        for (int t = 0; t < targetCount; t++)
        {
            double center = start + (t + 0.5) * step;
            double from = Math.Clamp(center - half, 0, sourceCount);
            double to = Math.Clamp(center + half, 0, sourceCount);
            int first = (int)from;
            int last = Math.Min((int)Math.Ceiling(to), sourceCount);
            double total = outside == OutsidePixels.Zero ? 2 * half : to - from;
            _first[t] = first;
            _weights[t] = new float[Math.Max(0, last - first)];
            for (int i = 0; i < _weights[t].Length; i++)
            {
                double overlap = Math.Min(to, first + i + 1) - Math.Max(from, first + i);
                _weights[t][i] = (float)(overlap / total);
            }

            MostWeights = Math.Max(MostWeights, _weights[t].Length);
        }
    }

    /// <summary>Number of source pixels.</summary>
    internal int SourceCount { get; }

    /// <summary>Number of target pixels.</summary>
    internal int TargetCount => _first.Length;

    /// <summary>The most source pixels that a target pixel is the mean of.</summary>
    internal int MostWeights { get; }

    /// <summary>The first source pixel that target pixel <paramref name="t"/> takes from.</summary>
    internal int First(int t) => _first[t];

    /// <summary>
    /// The weights of the source pixels from <see cref="First"/> on. They sum to 1, but to less where the interval reaches
    /// outside into zeros, and there are none where it lies outside altogether.
    /// </summary>
    internal ReadOnlySpan<float> Weights(int t) => _weights[t];
}
