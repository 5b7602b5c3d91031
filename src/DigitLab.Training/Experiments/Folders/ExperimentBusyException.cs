namespace DigitLab.Training;

/// <summary>Another runner has the experiment.</summary>
public sealed class ExperimentBusyException : IOException
{
    /// <summary>A refusal without a message.</summary>
    public ExperimentBusyException()
    {
    }

    /// <summary>A refusal.</summary>
    /// <param name="message">One sentence: who has it, and what to do.</param>
    public ExperimentBusyException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with a cause.</summary>
    /// <param name="message">One sentence: who has it, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ExperimentBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
