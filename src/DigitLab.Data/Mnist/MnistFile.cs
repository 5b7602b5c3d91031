namespace DigitLab.Data;

/// <summary>One of MNIST's four files, and what its content must be.</summary>
/// <param name="Name">The distributed name, without <c>.gz</c>.</param>
/// <param name="Bytes">The length of the decompressed content.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal digits.</param>
public sealed record MnistFile(string Name, long Bytes, string Sha256)
{
    /// <summary>The 60,000 training pictures.</summary>
    public static MnistFile TrainImages { get; } =
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    /// <summary>Their digits.</summary>
    public static MnistFile TrainLabels { get; } =
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    /// <summary>The 10,000 test pictures.</summary>
    public static MnistFile TestImages { get; } =
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    /// <summary>Their digits.</summary>
    public static MnistFile TestLabels { get; } =
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /// <summary>All four.</summary>
    public static IReadOnlyList<MnistFile> All { get; } = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>The name of the compressed file, as mirrors have it.</summary>
    public string CompressedName => Name + ".gz";

    /// <summary>The names under which the file is accepted, best first: plain and compressed, with <c>-idx</c> and with <c>.idx</c>.</summary>
    public IReadOnlyList<string> AcceptedNames
    {
        get
        {
            string dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
            return [Name, CompressedName, dotted, dotted + ".gz"];
        }
    }

    /// <summary>Where a folder has the file, or null.</summary>
    public string? FindIn(string folder) => AcceptedNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Whether a file, plain or gz, holds just this content.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public bool Matches(string path) => Check(path).IsRight;

    /// <summary>Compares a file's content, plain or gz, with what it must be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public MnistFileCheck Check(string path, CancellationToken cancellation = default)
    {
        ContentDigest digest = ContentDigest.Of(path, Bytes, cancellation);
        return new MnistFileCheck(this, path, digest.Bytes, digest.Sha256);
    }
}
