using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>A folder that one process at a time downloads into.</summary>
internal static class FolderLock
{
    internal const string FileName = ".download.lock";

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="delay">The pause between two looks.</param>
    /// <param name="waiting">Called once if there is somebody to wait for.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written by this user.</exception>
    internal static async Task<LockFile> TakeAsync(string folder, TimeSpan delay, Action waiting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        for (bool isFirst = true; ; isFirst = false)
        {
            if (LockFile.TryTake(Path.Combine(folder, FileName)) is LockFile taken)
            {
                return taken;
            }

            if (isFirst)
            {
                waiting();
            }

            await Task.Delay(delay, cancellation).ConfigureAwait(false);
        }
    }
}
