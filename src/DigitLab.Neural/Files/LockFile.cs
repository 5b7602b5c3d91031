namespace DigitLab.Neural;

/// <summary>An empty file that one process at a time holds open: how a folder has one worker.</summary>
/// <remarks>The system gives it back when the process ends, however it ends. The file stays: who removed it might remove another's lock.</remarks>
public sealed class LockFile : IDisposable
{
    private readonly FileStream _file;

    private LockFile(FileStream file) => _file = file;

    /// <summary>Takes the lock, unless another has it.</summary>
    /// <param name="path">The file; made if it is missing.</param>
    /// <returns>The lock, to be disposed of; null if it is held.</returns>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written by this user.</exception>
    public static LockFile? TryTake(string path)
    {
        try
        {
            return new LockFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose() => _file.Dispose();

    // Sharing and lock violation on Windows; EWOULDBLOCK of flock elsewhere, which is 35 on Apple's systems.
    private static bool IsHeld(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult == (OperatingSystem.IsLinux() ? 11 : 35);
}
