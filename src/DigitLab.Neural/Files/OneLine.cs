namespace DigitLab.Neural;

/// <summary>Messages that quote a file: whatever is called how in it, a message is a line, and tells a terminal nothing but letters.</summary>
internal static class OneLine
{
    /// <summary>The message with a space for each control character.</summary>
    internal static string Of(string message) => new([.. message.Select(sign => char.IsControl(sign) ? ' ' : sign)]);

    /// <summary>What is read, or why it cannot be, in a line.</summary>
    internal static T Told<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception) when (exception.Message.Any(char.IsControl))
        {
            throw new InvalidDataException(Of(exception.Message), exception);
        }
    }
}
