namespace DigitLab.EndToEnd.Tests;

/// <summary>A test in a real browser, skipped where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Executable is null)
        {
            Skip = "needs Chromium: install it as /usr/bin/chromium, or set DIGITLAB_CHROMIUM to its path";
        }
    }

    public static string? Executable => new[] { Environment.GetEnvironmentVariable("DIGITLAB_CHROMIUM"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);
}
