namespace DigitLab.Training;

/// <summary>Symbolic links in a folder that may come from elsewhere: a file of it would be read, or written, wherever the link leads.</summary>
internal static class FolderLinks
{
    /// <summary>Refuses a folder with a link in it; the folder itself may be one, and may be missing.</summary>
    /// <exception cref="InvalidDataException">There is one; the message names it.</exception>
    internal static void Refuse(string folder)
    {
        var itself = new DirectoryInfo(folder);
        FileSystemInfo? link = itself.Exists ? itself.EnumerateFileSystemInfos().FirstOrDefault(entry => entry.LinkTarget is not null) : null;   // null of what has vanished by now, as a training's temporary files do
        if (link is not null)
        {
            throw new InvalidDataException($"{Path.Combine(folder, link.Name)}: expected a file of the run, got a symbolic link, which could lead anywhere: put a copy of the file in its place.");
        }
    }
}
