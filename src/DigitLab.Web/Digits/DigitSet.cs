namespace DigitLab.Web;

/// <summary>Which digits.</summary>
internal enum DigitSet
{
    /// <summary>Those to learn from.</summary>
    Training,

    /// <summary>Those to test on.</summary>
    Test,
}
