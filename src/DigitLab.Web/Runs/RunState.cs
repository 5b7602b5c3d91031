namespace DigitLab.Web;

/// <summary>Where a run stands.</summary>
internal enum RunState
{
    /// <summary>A process that this lab started is training.</summary>
    Running,

    /// <summary>It is over.</summary>
    Finished,

    /// <summary>It can be gone on with, here or elsewhere; somebody else may be training it now.</summary>
    Unfinished,

    /// <summary>Its process ended with an error.</summary>
    Failed,
}
