namespace DigitLab.Data;

/// <summary>QMNIST's files that say who wrote MNIST's digits, and where they are looked for.</summary>
/// <remarks>
/// Looked for in the folder that <c>$DIGITLAB_QMNIST</c> names, which then is the only one; else beside MNIST's files, in a folder
/// <c>qmnist</c> beside theirs, and in the user's cache.
/// </remarks>
public static class WriterFiles
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "DIGITLAB_QMNIST";

    private const string FolderName = "qmnist";

    /// <summary>The writers of MNIST's training digits.</summary>
    public static MnistFile Training { get; } =
        new("qmnist-train-labels-idx2-int", 1_920_012, "bb1b6e1ec7b04fd5696f1ed50b5f58f8ef195118edd5c93c81783df9740b8ac5");

    /// <summary>The writers of MNIST's test digits, and of 50,000 others behind them.</summary>
    public static MnistFile Test { get; } =
        new("qmnist-test-labels-idx2-int", 1_920_012, "92d0ccb8c25f9c6534270fb4be7e1d24a1c6d315edfc8a638bfbd31c70f362dd");

    /// <summary>Both.</summary>
    public static IReadOnlyList<MnistFile> All { get; } = [Training, Test];

    /// <summary>QMNIST's public repository.</summary>
    public static Uri Mirror { get; } = new("https://raw.githubusercontent.com/facebookresearch/qmnist/master/");

    /// <summary>Where a file is.</summary>
    /// <param name="file">Which.</param>
    /// <param name="mnistFolder">Where MNIST's files are.</param>
    /// <exception cref="FileNotFoundException">It is in none of the places; the message says how to get it.</exception>
    public static string Find(MnistFile file, string mnistFolder) => Find(file, mnistFolder, Environment.GetEnvironmentVariable);

    internal static string Find(MnistFile file, string mnistFolder, Func<string, string?> variable)
    {
        string? named = variable(Variable);
        string[] folders = string.IsNullOrEmpty(named)
            ? [mnistFolder, Path.GetFullPath(Path.Combine(mnistFolder, "..", FolderName)), MnistLocator.CacheFolderOf(variable)]
            : [named];
        return folders.Select(file.FindIn).FirstOrDefault(path => path is not null) ?? throw new FileNotFoundException(
            $"{file.Name} (who wrote which digit) was not found in {string.Join(", ", folders)}: run `digitlab data download --writers`, or set ${Variable} to its folder.");
    }
}
