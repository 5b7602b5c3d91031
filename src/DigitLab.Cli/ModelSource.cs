using DigitLab.Neural;

namespace DigitLab.Cli;

/// <summary>The network that a command looks at.</summary>
internal static class ModelSource
{
    /// <summary>A model file's network, that of a run's best epoch where a run folder is named, or the one that comes with the program.</summary>
    /// <param name="path">A file or a run folder; null for the one that comes along.</param>
    internal static Network Load(string? path) => path is null ? DigitRecognizer.LoadNetwork()
        : Directory.Exists(path) ? ModelFile.Load(Path.Combine(path, "best.safetensors"))
        : ModelFile.Load(path);
}
