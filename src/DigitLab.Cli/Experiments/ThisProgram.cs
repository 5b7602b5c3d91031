namespace DigitLab.Cli.Experiments;

/// <summary>How to start this program once more.</summary>
internal static class ThisProgram
{
    /// <summary>The file to run, with the arguments that come before the user's: <c>digitlab</c>, or <c>dotnet DigitLab.Cli.dll</c>.</summary>
    internal static IReadOnlyList<string> Command
    {
        get
        {
            string process = Environment.ProcessPath ?? throw new IOException("The system does not tell where this program lies, so trials cannot be started.");
            return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [process];
        }
    }
}
