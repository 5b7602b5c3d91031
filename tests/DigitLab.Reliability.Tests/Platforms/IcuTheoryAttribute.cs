using System.Runtime.InteropServices;

namespace DigitLab.Reliability.Tests.Platforms;

/// <summary>A test under another culture, skipped where the system has no cultures.</summary>
public sealed class IcuTheoryAttribute : TheoryAttribute
{
    public IcuTheoryAttribute()
    {
        if (OperatingSystem.IsLinux() && !Folders().Any(folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "libicuuc.so*").Any()))
        {
            Skip = "needs ICU, which knows the world's cultures: apt-get install libicu-dev";
        }
    }

    private static string[] Folders() => ["/lib", "/usr/lib", "/lib64", "/usr/lib64", $"/usr/lib/{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64")}-linux-gnu"];
}
