namespace DigitLab.Training;

/// <summary>Which epoch's weights a run keeps: those that are tested, saved and shipped.</summary>
public enum KeptEpoch
{
    /// <summary>The one with the best monitored score, the first of equals: for rates that do not fall to nothing, and for runs that go on past their best.</summary>
    Best,

    /// <summary>
    /// The last: for a rate that falls to nothing at the end, where the weights settle. Among many epochs so alike, the best on a few thousand
    /// validation digits is mostly the luckiest, and often one from before the fall.
    /// </summary>
    Last,
}
