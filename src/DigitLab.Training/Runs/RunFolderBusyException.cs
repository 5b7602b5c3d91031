namespace DigitLab.Training;

/// <summary>Another process is at work in a run's folder.</summary>
public sealed class RunFolderBusyException : IOException
{
    /// <summary>A refusal without a message.</summary>
    public RunFolderBusyException()
    {
    }

    /// <summary>A refusal.</summary>
    /// <param name="message">One sentence: which folder, and what to do.</param>
    public RunFolderBusyException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with a cause.</summary>
    /// <param name="message">One sentence: which folder, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RunFolderBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
