namespace DigitLab.Cli;

/// <summary>What may be wrong with one picture among many, and the sentence that says so.</summary>
internal static class PictureErrors
{
    /// <summary>Tries every picture, so that one bad file among many does not hide what the others show; the command's exit code.</summary>
    internal static int ForEach(IEnumerable<string> images, Action<string> read)
    {
        int exitCode = ExitCode.Success;
        foreach (string image in images)
        {
            try
            {
                read(image);
            }
            catch (Exception exception) when (Is(exception))
            {
                Console.Error.WriteLine($"digitlab: {Sentence(image, exception)}");
                exitCode = ExitCode.Failure;
            }
        }

        return exitCode;
    }

    /// <summary>Whether it is the picture's fault, so that the others are read all the same.</summary>
    internal static bool Is(Exception exception) => exception is IOException or InvalidDataException or NoInkException or UnauthorizedAccessException;

    /// <summary>One sentence that names the picture.</summary>
    internal static string Sentence(string image, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{image}: there is no such file.",
        _ when exception.Message.Contains(image, StringComparison.Ordinal) => exception.Message,
        _ => $"{image}: {exception.Message}",
    };
}
