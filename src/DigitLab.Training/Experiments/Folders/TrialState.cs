namespace DigitLab.Training;

/// <summary>Where a trial stands.</summary>
public enum TrialState
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>A process is at work.</summary>
    Running,

    /// <summary>At an epoch where settings are chosen, until the others are there.</summary>
    Paused,

    /// <summary>Begun, and nobody is at work: to be resumed.</summary>
    Interrupted,

    /// <summary>Trained to its end.</summary>
    Finished,

    /// <summary>Given up for better settings.</summary>
    Stopped,

    /// <summary>Ended by an error.</summary>
    Failed,
}
