using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A test that mounts a small disk, skipped where the user may not.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(TryMount);

    public RootFactAttribute()
    {
        if (!CanMount.Value)
        {
            Skip = "needs Linux and the right to mount a small disk that gets full: run the tests as root, in a container with CAP_SYS_ADMIN";
        }
    }

    // Root in a container may have been denied it.
    private static bool TryMount()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return false;
        }

        string folder = Directory.CreateTempSubdirectory("digitlab-mount-").FullName;
        bool isMounted = Succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder);
        if (isMounted)
        {
            Succeeds("umount", folder);
        }

        Directory.Delete(folder);
        return isMounted;
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
