namespace DigitLab.Insight;

/// <summary>How an axis lays out its numbers.</summary>
public enum AxisScale
{
    /// <summary>Equal steps are equally long.</summary>
    Linear,

    /// <summary>Equal factors are equally long; numbers not above 0 have no place and are left out.</summary>
    Logarithmic,
}
