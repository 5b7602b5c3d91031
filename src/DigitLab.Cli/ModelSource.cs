using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli;

/// <summary>The network that a command looks at.</summary>
internal static class ModelSource
{
    private const string LeNet5 = "lenet5";

    /// <summary>A model file's network, that which a run kept where a run folder is named, or one that comes with the program.</summary>
    /// <param name="path">A file or a run folder; null, or <c>lenet5</c> where nothing has that name, for one that comes along.</param>
    internal static Network Load(string? path) => BuiltIn(path) is BuiltInNetwork network ? DigitRecognizer.LoadNetwork(network) : ModelFile.Load(FileOf(path!));

    /// <summary>A recognizer with that network.</summary>
    /// <inheritdoc cref="Load"/>
    internal static DigitRecognizer LoadRecognizer(string? path) => BuiltIn(path) is BuiltInNetwork network ? DigitRecognizer.Load(network) : DigitRecognizer.Load(FileOf(path!));

    private static BuiltInNetwork? BuiltIn(string? path) => path switch
    {
        null => BuiltInNetwork.Reader,
        LeNet5 when !Path.Exists(LeNet5) => BuiltInNetwork.LeNet5,
        _ => null,
    };

    private static string FileOf(string path) => Directory.Exists(path) ? Path.Combine(path, RunFolder.BestName) : path;
}
