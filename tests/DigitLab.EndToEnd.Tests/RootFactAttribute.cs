namespace DigitLab.EndToEnd.Tests;

/// <summary>A test that mounts a small disk, skipped where the user may not.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Skip = "needs root on Linux, to mount a small disk that gets full";
        }
    }
}
