using System.CommandLine;
using DigitLab.Training;

namespace DigitLab.Cli;

/// <summary>What the user gets when something is wrong: one line on the error stream, and an exit code.</summary>
internal static class Failures
{
    /// <summary>Runs a command's work.</summary>
    /// <returns>Its exit code, or the one of what it threw.</returns>
    internal static async Task<int> ReportAsync(bool isVerbose, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last stop before the user: whatever it is, it becomes one sentence.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"digitlab: {Sentence(exception)}");
            if (isVerbose)
            {
                Console.Error.WriteLine(exception);
            }

            return exception is UsageException or ArgumentException or FormatException ? ExitCode.Usage : ExitCode.Failure;
        }
    }

    /// <summary>Runs a command's work that waits for nothing.</summary>
    internal static Task<int> ReportAsync(bool isVerbose, Func<int> work) => ReportAsync(isVerbose, () => Task.FromResult(work()));

    /// <summary>Says what is wrong with the command line.</summary>
    internal static int ReportUsage(ParseResult parsed)
    {
        string command = parsed.CommandResult.Command is RootCommand ? "digitlab" : $"digitlab {parsed.CommandResult.Command.Name}";
        Console.Error.WriteLine($"digitlab: {WithoutTypeName(parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.'))}: see {command} --help.");
        return ExitCode.Usage;
    }

    /// <summary>What went wrong, for people.</summary>
    internal static string Sentence(Exception exception) => exception switch
    {
        UsageException or InvalidDataException or TrainingFailedException or HttpRequestException => exception.Message,
        ArgumentException argument => WithoutParameterName(argument),
        FileNotFoundException { FileName: { } file } when !exception.Message.Contains(": ", StringComparison.Ordinal) => $"{file}: there is no such file.",
        DirectoryNotFoundException or FileNotFoundException or FormatException or IOException => exception.Message,
        UnauthorizedAccessException => $"{exception.Message.TrimEnd('.')}: choose a place that you may write to, or files that you may read.",
        OutOfMemoryException => "There is not enough memory: try a smaller batch size with -b.",
        _ => $"An error that should not happen: {exception.GetType().Name}: {exception.Message} (--verbose shows where; please report it).",
    };

    // "… as expected type 'DigitLab.Zoo.PoolingKind'. Did you mean …": the type says nothing to a user either.
    private static string WithoutTypeName(string message)
    {
        const string Before = " as expected type '";
        int from = message.IndexOf(Before, StringComparison.Ordinal), to = from < 0 ? -1 : message.IndexOf('\'', from + Before.Length);
        return to < 0 ? message : message.Remove(from, to + 1 - from);
    }

    // .NET appends "(Parameter 'x')", which says nothing to a user.
    private static string WithoutParameterName(ArgumentException exception)
    {
        int at = exception.ParamName is null ? -1 : exception.Message.IndexOf($" (Parameter '{exception.ParamName}')", StringComparison.Ordinal);
        return at < 0 ? exception.Message : exception.Message[..at];
    }
}
