namespace DigitLab.Training;

/// <summary>How a trial's process is started: the program and its arguments.</summary>
/// <param name="Program">The file to run, with arguments that come first: <c>dotnet DigitLab.Cli.dll</c>.</param>
/// <param name="Options">Arguments that all trials share: threads, data.</param>
public sealed record TrialCommand(IReadOnlyList<string> Program, IReadOnlyList<string> Options)
{
    /// <summary>What a trial's process returns if another has its folder.</summary>
    public const int BusyExitCode = 75;   // EX_TEMPFAIL of sysexits.h

    /// <summary>The option with which a process ends as soon as whoever started it is gone.</summary>
    public const string FollowOption = "--follow-input";

    /// <summary>The whole command line.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="order">Which trial, and how far.</param>
    public IEnumerable<string> Line(string folder, TrialOrder order) =>
        [.. Program, "experiment", "trial", folder, $"{order.Number}", "--to-epoch", $"{order.Target}", .. Options];
}
