namespace DigitLab.EndToEnd.Tests;

/// <summary>A test on the real MNIST, skipped where it is not at hand.</summary>
public sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "needs MNIST: set DIGITLAB_DATA to the folder with its four files";
        }
    }

    public static string? Folder => Environment.GetEnvironmentVariable("DIGITLAB_DATA") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
}
