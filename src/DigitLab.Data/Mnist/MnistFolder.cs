namespace DigitLab.Data;

/// <summary>A folder with MNIST's four files, plain or gz, under their distributed names or with a dot before <c>idx</c>.</summary>
public sealed class MnistFolder
{
    private readonly Dictionary<MnistFile, string> _paths;

    private MnistFolder(string path, Dictionary<MnistFile, string> paths) => (Path, _paths) = (path, paths);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Where a file was found.</summary>
    public string PathOf(MnistFile file) => _paths[file];

    /// <summary>Opens a folder that must hold all four.</summary>
    /// <exception cref="FileNotFoundException">The folder, or a file in it, is missing; the message names it.</exception>
    public static MnistFolder Open(string path) => TryOpen(path, out MnistFile? missing) ?? throw new FileNotFoundException(
        Directory.Exists(path)
            ? $"{path}: expected MNIST's four files, {missing!.Name} (or {missing.Name}.gz) is missing: copy it there, or run digitlab data download."
            : $"{path}: there is no such folder: expected one with MNIST's four files.");

    /// <summary>Opens a folder, or returns null if one of the four is missing.</summary>
    public static MnistFolder? TryOpen(string path) => TryOpen(path, out _);

    /// <summary>Reads the training digits.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public DigitDataset ReadTraining() =>
        IdxReader.ReadDigits(PathOf(MnistFile.TrainImages), PathOf(MnistFile.TrainLabels), "mnist-train");

    /// <summary>Reads the test digits.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public DigitDataset ReadTest() => IdxReader.ReadDigits(PathOf(MnistFile.TestImages), PathOf(MnistFile.TestLabels), "mnist-test");

    private static MnistFolder? TryOpen(string path, out MnistFile? missing)
    {
        var paths = new Dictionary<MnistFile, string>();
        missing = null;
        foreach (MnistFile file in MnistFile.All)
        {
            string? found = Names(file).Select(name => System.IO.Path.Combine(path, name)).FirstOrDefault(File.Exists);
            if (found is null)
            {
                missing = file;
                return null;
            }

            paths[file] = found;
        }

        return new MnistFolder(path, paths);
    }

    private static string[] Names(MnistFile file)
    {
        string dotted = file.Name.Replace("-idx", ".idx", StringComparison.Ordinal);
        return [file.Name, $"{file.Name}.gz", dotted, $"{dotted}.gz"];
    }
}
