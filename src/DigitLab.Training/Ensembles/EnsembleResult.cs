using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>How an ensemble read digits: <c>ensemble.json</c> in the folder of the experiment that trained it.</summary>
/// <param name="Settings">How it voted.</param>
/// <param name="Digits">Which digits it read: <c>mnist-test</c>.</param>
/// <param name="Members">Its networks.</param>
/// <param name="Score">How it did by its own vote.</param>
/// <param name="ValidationErrors">How many of its validation digits it misread; null if its networks do not share them.</param>
/// <param name="ValidationCount">How many there are; null if its networks do not share them.</param>
public sealed record EnsembleResult(
    EnsembleSettings Settings, string Digits, IReadOnlyList<EnsembleMember> Members, TestScore Score, int? ValidationErrors = null, int? ValidationCount = null)
{
    /// <summary>The file's name.</summary>
    public const string Name = "ensemble.json";

    /// <summary>Saves it in a folder.</summary>
    public void Save(string folder) => AtomicFile.WriteText(Path.Combine(folder, Name), TrainingJson.Write(this) + "\n");

    /// <summary>What a folder holds; null if no ensemble of it has read digits.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static EnsembleResult? Load(string folder)
    {
        string path = Path.Combine(folder, Name);
        return File.Exists(path) ? TrainingJson.Read<EnsembleResult>(File.ReadAllText(path), path) : null;
    }
}
