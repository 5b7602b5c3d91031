using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A file system in memory, of a size that can be changed, mounted on a folder until it is disposed of.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    internal SmallDisk(string folder, int kibibytes)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        Mount("-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", folder);
    }

    internal void Resize(int kibibytes) => Mount("-o", $"remount,size={kibibytes}k", _folder);

    internal void MakeReadOnly() => Mount("-o", "remount,ro", _folder);

    internal void MakeWritable() => Mount("-o", "remount,rw", _folder);

    public void Dispose() => Process.Start("umount", ["--lazy", _folder]).WaitForExit();

    private static void Mount(params string[] arguments)
    {
        using Process mount = Process.Start("mount", arguments);
        mount.WaitForExit();
        Assert.Equal(0, mount.ExitCode);
    }
}
