namespace DigitLab.Cli.Weights;

/// <summary>Which of the recognizer's networks are to be made; each has the same bits alone as with the other.</summary>
internal enum WeightsPart
{
    /// <summary>Both.</summary>
    Both,

    /// <summary>The one that reads digits.</summary>
    Reader,

    /// <summary>The one that tells whether there is one.</summary>
    Judge,
}
