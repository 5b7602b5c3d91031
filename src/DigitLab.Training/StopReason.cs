namespace DigitLab.Training;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are over.</summary>
    Finished,

    /// <summary>The score has not improved for as many epochs as the patience allows.</summary>
    EarlyStopping,

    /// <summary>The user or a hook asked for it; the run can be resumed.</summary>
    Interrupted,

    /// <summary>An experiment wants to compare it with others first; the run can be resumed.</summary>
    Paused,
}
