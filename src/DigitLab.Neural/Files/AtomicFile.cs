namespace DigitLab.Neural;

/// <summary>Files that are whole or not there: written under a temporary name beside the goal, flushed to the disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file through a stream. What was there stays until the new content is whole, and for good if writing fails.</summary>
    /// <param name="path">The goal; its folder is made if it is missing.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written by this user.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(FolderOf(path));
        WriteInto(path, write);
    }

    /// <summary>The same into a folder that is there: one that was moved or deleted, even while the content is written, is not made anew.</summary>
    /// <exception cref="IOException">The disk is full, or the folder is gone or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written by this user.</exception>
    internal static void WriteInto(string path, Action<Stream> write)
    {
        string goal = Path.GetFullPath(path), folder = FolderOf(path);
        if (Directory.Exists(goal))
        {
            throw new IOException($"{path}: expected a file, got a folder: add a file name.");
        }

        string temporary = $"{goal}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, goal, overwrite: true);
        }
        catch
        {
            if (Directory.Exists(folder))
            {
                File.Delete(temporary);
            }

            throw;
        }
    }

    /// <summary>Finds out whether a file could be written, without touching one that is there.</summary>
    /// <exception cref="IOException">It could not: the folder cannot be made, or a folder has that name.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not by this user.</exception>
    public static void CheckWritable(string path)
    {
        string goal = Path.GetFullPath(path);
        if (Directory.Exists(goal))
        {
            throw new IOException($"{path}: expected a file, got a folder: add a file name.");
        }

        string folder = Path.GetDirectoryName(goal)!;
        Directory.CreateDirectory(folder);
        using FileStream probe = new(
            Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <summary>Writes a text in UTF-8, without a byte order mark.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new IOException($"{path}: expected a file, got a folder.");
}
