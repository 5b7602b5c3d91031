namespace DigitLab.Training;

/// <summary>Which networks of an experiment read the test digits, once each, when all is trained.</summary>
public enum TestReading
{
    /// <summary>Those of the winner, with each of its seeds: for experiments that choose.</summary>
    Winner,

    /// <summary>Those of all settings: for experiments that compare, and choose nothing.</summary>
    All,
}
