namespace DigitLab;

/// <summary>A picture shows nothing that could be ink: it is blank, or its contrast does not rise above its noise.</summary>
public sealed class NoInkException : Exception
{
    /// <summary>An exception with a general sentence.</summary>
    public NoInkException()
        : this("no ink found: the picture is blank.")
    {
    }

    /// <summary>An exception with a sentence of its own.</summary>
    /// <param name="message">One sentence, starting with "no ink found".</param>
    public NoInkException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a sentence of its own and a cause.</summary>
    /// <param name="message">One sentence, starting with "no ink found".</param>
    /// <param name="innerException">The cause.</param>
    public NoInkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
