namespace DigitLab.Data;

/// <summary>Where MNIST is looked for: the folder that the user names, else <c>$DIGITLAB_DATA</c>, else the user's cache.</summary>
/// <remarks>A folder that somebody named is the only one looked into: if it lacks a file, that is an error and not a reason to read other data.</remarks>
public static class MnistLocator
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "DIGITLAB_DATA";

    private const string CacheVariable = "XDG_CACHE_HOME";

    /// <summary>Where downloads go: <c>digitlab/mnist</c> in the user's cache folder.</summary>
    /// <remarks><c>$XDG_CACHE_HOME</c>, else <c>~/.cache</c> on Linux, <c>~/Library/Caches</c> on macOS, the local application data on Windows.</remarks>
    public static string CacheFolder => CacheFolderOf(Environment.GetEnvironmentVariable);

    /// <summary>Finds MNIST.</summary>
    /// <param name="folder">The folder that the user names, or null.</param>
    /// <returns>Where it is; null if nobody named a folder and the cache does not have it.</returns>
    /// <exception cref="FileNotFoundException">A folder was named, by the user or the variable, and a file is missing there.</exception>
    public static MnistFolder? Find(string? folder) => Find(folder, Environment.GetEnvironmentVariable);

    internal static MnistFolder? Find(string? folder, Func<string, string?> variable)
    {
        string? named = string.IsNullOrEmpty(folder) ? variable(Variable) : folder;
        return string.IsNullOrEmpty(named) ? MnistFolder.TryOpen(CacheFolderOf(variable)) : MnistFolder.Open(named);
    }

    internal static string CacheFolderOf(Func<string, string?> variable)
    {
        string? cache = variable(CacheVariable);
        return Path.Combine(Path.IsPathFullyQualified(cache ?? "") ? cache! : PlatformCache(), "digitlab", "mnist");   // XDG ignores relative paths
    }

    private static string PlatformCache()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache");
    }
}
