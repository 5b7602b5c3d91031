namespace DigitLab.Data;

/// <summary>Where MNIST is looked for: the folder that the user names, else <c>$DIGITLAB_DATA</c>, else the user's cache.</summary>
public static class MnistLocator
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "DIGITLAB_DATA";

    /// <summary>Where downloads go: <c>digitlab/mnist</c> in the user's cache folder.</summary>
    /// <remarks><c>$XDG_CACHE_HOME</c>, else <c>~/.cache</c> on Linux, <c>~/Library/Caches</c> on macOS, the local application data on Windows.</remarks>
    public static string CacheFolder => Path.Combine(UserCache(), "digitlab", "mnist");

    /// <summary>Finds MNIST.</summary>
    /// <param name="folder">The folder that the user names, or null.</param>
    /// <returns>Where it is; null if the user named no folder and it is in none of the usual places.</returns>
    /// <exception cref="FileNotFoundException">A folder was named, by the user or the variable, and a file is missing there.</exception>
    public static MnistFolder? Find(string? folder)
    {
        string? named = folder ?? Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(named) ? MnistFolder.TryOpen(CacheFolder) : MnistFolder.Open(named);
    }

    private static string UserCache()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
        {
            return cache;
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache");
    }
}
