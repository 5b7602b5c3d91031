namespace DigitLab.Data;

/// <summary>Digits to learn from and others to test on, of one kind.</summary>
/// <param name="Name"><see cref="Mnist"/> or <see cref="Synthetic"/>.</param>
/// <param name="Training">The digits to learn from, before any are held back.</param>
/// <param name="Test">The digits to test on, once.</param>
public sealed record DigitSets(string Name, DigitDataset Training, DigitDataset Test)
{
    /// <summary>Where MNIST's files are; null for digits that the program made.</summary>
    public string? Folder { get; init; }

    /// <summary>The name of MNIST.</summary>
    public const string Mnist = "mnist";

    /// <summary>The name of digits that the program makes.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>How many synthetic training digits there are if nobody says: as many as MNIST has.</summary>
    public const int SyntheticTrainingCount = 60_000;

    /// <summary>How many synthetic test digits there are if nobody says: as many as MNIST has.</summary>
    public const int SyntheticTestCount = 10_000;

    /// <summary>The seed of the synthetic digits: the same for every run, so that runs differ in what they do and not in their data.</summary>
    public const ulong SyntheticSeed = 1;

    private const long FirstSyntheticTestNumber = 1L << 40;   // behind any number of training digits

    /// <summary>Finds or makes the digits.</summary>
    /// <param name="choice">Which.</param>
    /// <param name="folder">Where MNIST's files are; null to look in the usual places.</param>
    /// <param name="syntheticTrainingCount">How many training digits to make, if digits are made.</param>
    /// <param name="syntheticTestCount">How many test digits to make, if digits are made.</param>
    /// <exception cref="FileNotFoundException">MNIST was asked for, or its folder was named, and it is not there; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the files do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static DigitSets Find(
        DatasetChoice choice,
        string? folder = null,
        int syntheticTrainingCount = SyntheticTrainingCount,
        int syntheticTestCount = SyntheticTestCount) =>
        Find(choice, folder, syntheticTrainingCount, syntheticTestCount, Environment.GetEnvironmentVariable);

    /// <summary>Finds or makes the test digits alone, a seventh of all.</summary>
    /// <inheritdoc cref="Find(DatasetChoice, string?, int, int)"/>
    public static DigitDataset FindTest(DatasetChoice choice, string? folder = null, int syntheticTestCount = SyntheticTestCount) =>
        FindFolder(choice, folder, Environment.GetEnvironmentVariable)?.ReadTest() ?? MakeSyntheticTest(syntheticTestCount);

    /// <summary>Who wrote the training digits.</summary>
    /// <exception cref="ArgumentException">Nobody did: the program made them.</exception>
    /// <exception cref="FileNotFoundException">The file that says so is not there; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or belongs to other digits.</exception>
    public WriterIds ReadWriters() => Folder is null
        ? throw new ArgumentException("A split by writers needs digits that people wrote, and these are made by this program: take MNIST (digitlab data download), or another split.")
        : WriterIds.Read(WriterFiles.Find(WriterFiles.Training, Folder), Training);

    internal static DigitSets Find(
        DatasetChoice choice, string? folder, int syntheticTrainingCount, int syntheticTestCount, Func<string, string?> variable) =>
        FindFolder(choice, folder, variable) is MnistFolder mnist ? Read(mnist) : MakeSynthetic(syntheticTrainingCount, syntheticTestCount);

    // Null where digits are to be made.
    private static MnistFolder? FindFolder(DatasetChoice choice, string? folder, Func<string, string?> variable)
    {
        MnistFolder? mnist = choice == DatasetChoice.Synthetic ? null : MnistLocator.Find(folder, variable);
        return mnist is not null || choice != DatasetChoice.Mnist
            ? mnist
            : throw new FileNotFoundException(
                $"MNIST was not found in ${MnistLocator.Variable} or {MnistLocator.CacheFolderOf(variable)}: run `digitlab data download`, or name its folder with --data.");
    }

    private static DigitSets Read(MnistFolder folder)
    {
        DigitDataset training = folder.ReadTraining(), test = folder.ReadTest();
        return (training.Height, training.Width) == (test.Height, test.Width)
            ? new DigitSets(Mnist, training, test) { Folder = folder.Path }
            : throw new InvalidDataException(
                $"{folder.PathOf(MnistFile.TestImages)}: expected pictures of {training.Height}×{training.Width} pixels as in " +
                $"{folder.PathOf(MnistFile.TrainImages)}, got {test.Height}×{test.Width}: are the files of one set?");
    }

    private static DigitSets MakeSynthetic(int trainingCount, int testCount) => new(
        Synthetic, SyntheticDigits.Create(trainingCount, SyntheticSeed, firstNumber: 0, name: "synthetic-train"), MakeSyntheticTest(testCount));

    private static DigitDataset MakeSyntheticTest(int count) => SyntheticDigits.Create(count, SyntheticSeed, FirstSyntheticTestNumber, name: "synthetic-test");
}
