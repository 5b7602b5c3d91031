namespace DigitLab.Cli;

/// <summary>What the program returns to whoever called it.</summary>
internal static class ExitCode
{
    internal const int Success = 0;

    /// <summary>Data or environment: a file is missing or damaged, a disk is full.</summary>
    internal const int Failure = 1;

    /// <summary>The command line makes no sense.</summary>
    internal const int Usage = 2;

    /// <summary>Ctrl-C, as shells number it: 128 + 2.</summary>
    internal const int Interrupted = 130;
}
