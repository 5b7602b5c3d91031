namespace DigitLab.Cli;

/// <summary>The command line makes no sense; the message says why, in one sentence.</summary>
internal sealed class UsageException(string message) : Exception(message);
