namespace DigitLab.Data;

/// <summary>A folder that one process at a time works in.</summary>
/// <remarks>The lock is an open file that nobody else may open. The system gives it back when a process ends, however it ends; the empty file stays.</remarks>
internal sealed class FolderLock : IDisposable
{
    internal const string FileName = ".download.lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public void Dispose() => _file.Dispose();

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="delay">The pause between two looks.</param>
    /// <param name="waiting">Called once if there is somebody to wait for.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written by this user.</exception>
    internal static async Task<FolderLock> TakeAsync(string folder, TimeSpan delay, Action waiting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        for (bool isFirst = true; ; isFirst = false)
        {
            try
            {
                return new FolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (isFirst)
                {
                    waiting();
                }
            }

            await Task.Delay(delay, cancellation).ConfigureAwait(false);
        }
    }

    // Sharing and lock violation on Windows; EWOULDBLOCK of flock elsewhere, which is 35 on Apple's systems.
    private static bool IsHeld(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult == (OperatingSystem.IsLinux() ? 11 : 35);
}
