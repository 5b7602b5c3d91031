using System.Diagnostics;

namespace DigitLab.Training;

/// <summary>Who is at work on a trial: <c>process.json</c> in its folder, which stays behind when the process is killed.</summary>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process there.</param>
/// <param name="Started">When it began, in UTC.</param>
/// <param name="SlurmJob">Its job's number; null outside Slurm.</param>
public sealed record TrialProcess(string Host, int ProcessId, DateTime Started, string? SlurmJob)
{
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(2);

    /// <summary>Whether the process is at work; null if it is another machine's, which cannot be seen from here.</summary>
    public bool? IsAlive => Host == Environment.MachineName ? IsAliveHere() : null;

    /// <summary>This process.</summary>
    public static TrialProcess Here() => new(
        Environment.MachineName,
        Environment.ProcessId,
        Process.GetCurrentProcess().StartTime.ToUniversalTime(),
        Environment.GetEnvironmentVariable("SLURM_JOB_ID"));

    private bool IsAliveHere()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - Started).Duration() < Rounding;   // numbers are used again
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
