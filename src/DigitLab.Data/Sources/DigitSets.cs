namespace DigitLab.Data;

/// <summary>Digits to learn from and others to test on, of one kind.</summary>
/// <param name="Name"><see cref="Mnist"/> or <see cref="Synthetic"/>.</param>
/// <param name="Training">The digits to learn from, before any are held back.</param>
/// <param name="Test">The digits to test on, once.</param>
public sealed record DigitSets(string Name, DigitDataset Training, DigitDataset Test)
{
    /// <summary>The name of MNIST.</summary>
    public const string Mnist = "mnist";

    /// <summary>The name of digits that the program makes.</summary>
    public const string Synthetic = "synthetic";

    private const int SyntheticTrainingCount = 60_000;
    private const int SyntheticTestCount = 10_000;
    private const ulong SyntheticSeed = 1;

    /// <summary>Finds or makes the digits.</summary>
    /// <param name="choice">Which.</param>
    /// <param name="folder">Where MNIST's files are; null to look in the usual places.</param>
    /// <exception cref="FileNotFoundException">MNIST was asked for and is not there; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static DigitSets Find(DatasetChoice choice, string? folder = null)
    {
        MnistFolder? mnist = choice == DatasetChoice.Synthetic ? null : MnistLocator.Find(folder);
        if (mnist is null && choice == DatasetChoice.Mnist)
        {
            throw new FileNotFoundException(
                $"MNIST was not found in ${MnistLocator.Variable} or {MnistLocator.CacheFolder}: run digitlab data download, or name its folder with --data.");
        }

        return mnist is null ? MakeSynthetic() : new DigitSets(Mnist, mnist.ReadTraining(), mnist.ReadTest());
    }

    // MNIST's numbers of digits, one sequence: the test digits come behind the training digits and are none of them.
    private static DigitSets MakeSynthetic() => new(
        Synthetic,
        SyntheticDigits.Create(SyntheticTrainingCount, SyntheticSeed, firstNumber: 0, name: "synthetic-train"),
        SyntheticDigits.Create(SyntheticTestCount, SyntheticSeed, firstNumber: SyntheticTrainingCount, name: "synthetic-test"));
}
