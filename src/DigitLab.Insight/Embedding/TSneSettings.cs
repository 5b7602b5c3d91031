namespace DigitLab.Insight;

/// <summary>How <see cref="TSne"/> works; perplexity and exaggeration are scikit-learn's unless given.</summary>
/// <remarks>Steps and angle are finer than there (1,000 and 0.5): so as many nearest neighbours stay as in its planes.</remarks>
/// <param name="Perplexity">About how many neighbours count for a point; at least 2.</param>
/// <param name="Iterations">Steps of the descent; at least 1.</param>
/// <param name="Angle">How coarsely far points are taken together: a square counts as one point where its side is less than this share of its distance.</param>
public sealed record TSneSettings(double Perplexity = 30, int Iterations = 1500, double Angle = 0.3)
{
    /// <summary>How much stronger neighbours attract each other in the beginning.</summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>For how many steps they do.</summary>
    public int EarlyIterations { get; init; } = 250;
}
