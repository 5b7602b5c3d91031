namespace DigitLab.EndToEnd.Tests;

/// <summary>A test on real pictures of digits, skipped where they are not at hand.</summary>
public sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "needs pictures of digits: set DIGITLAB_SAMPLES to a folder with a labels.csv (file,label,…)";
        }
    }

    public static string? Folder => Environment.GetEnvironmentVariable("DIGITLAB_SAMPLES") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
}
