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
    /// <exception cref="FileNotFoundException">The folder, or a file in it, is missing; the message names what.</exception>
    public static MnistFolder Open(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"{path}: expected a folder with MNIST's four files, got no such folder: {Advice(path)}");
        }

        return TryOpen(path) ?? throw new FileNotFoundException(
            $"{path}: expected MNIST's four files, plain or .gz, got a folder without " +
            $"{string.Join(", ", MnistFile.All.Where(file => file.FindIn(path) is null).Select(file => file.Name))}: {Advice(path)}");
    }

    /// <summary>Opens a folder, or returns null if one of the four is missing.</summary>
    public static MnistFolder? TryOpen(string path)
    {
        var paths = new Dictionary<MnistFile, string>();
        foreach (MnistFile file in MnistFile.All)
        {
            if (file.FindIn(path) is not string found)
            {
                return null;
            }

            paths[file] = found;
        }

        return new MnistFolder(path, paths);
    }

    /// <summary>Reads the training digits.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public DigitDataset ReadTraining() =>
        IdxReader.ReadDigits(PathOf(MnistFile.TrainImages), PathOf(MnistFile.TrainLabels), "mnist-train");

    /// <summary>Reads the test digits.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not belong together.</exception>
    public DigitDataset ReadTest() => IdxReader.ReadDigits(PathOf(MnistFile.TestImages), PathOf(MnistFile.TestLabels), "mnist-test");

    /// <summary>Compares the four files with MNIST's known content; takes about a second. Files of other content can be read all the same.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<MnistFileCheck> Check(CancellationToken cancellation = default) =>
        [.. MnistFile.All.Select(file => file.Check(PathOf(file), cancellation))];

    private static string Advice(string path) => $"copy them there, or run `digitlab data download --data {path}`.";
}
