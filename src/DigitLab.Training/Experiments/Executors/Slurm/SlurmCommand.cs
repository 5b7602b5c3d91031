using System.Diagnostics;

namespace DigitLab.Training;

/// <summary>Calls Slurm's own commands.</summary>
internal static class SlurmCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="FileNotFoundException">There is no such command here.</exception>
    /// <exception cref="IOException">It failed; the message says with which words.</exception>
    internal static async Task<string> RunAsync(string command, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Start(start);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token), errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            string text = await output.ConfigureAwait(false), error = await errors.ConfigureAwait(false);
            return process.ExitCode == 0 ? text : throw new IOException($"{command}: {FirstLine(command, error)}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill();
            throw new IOException($"{command}: no answer within {Patience.TotalSeconds:F0} seconds.");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new FileNotFoundException($"{start.FileName}: Slurm's command is not on the path: run where Slurm is, or use --executor local.", start.FileName, exception);
        }
    }

    // Without the command's name, where it is there already.
    private static string FirstLine(string command, string error)
    {
        string line = (error.Split('\n').FirstOrDefault(line => line.Trim().Length > 0) ?? "it failed without a word").Trim().TrimEnd('.');
        return line.StartsWith($"{command}: ", StringComparison.Ordinal) ? line[(command.Length + 2)..] : line;
    }
}
