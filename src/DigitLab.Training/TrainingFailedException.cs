namespace DigitLab.Training;

/// <summary>Training has gone wrong in a way that more of it cannot mend.</summary>
public sealed class TrainingFailedException : Exception
{
    /// <summary>A failure without a message.</summary>
    public TrainingFailedException()
    {
    }

    /// <summary>A failure.</summary>
    /// <param name="message">One sentence: when, what, and what to try.</param>
    public TrainingFailedException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with a cause.</summary>
    /// <param name="message">One sentence: when, what, and what to try.</param>
    /// <param name="innerException">The cause.</param>
    public TrainingFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
