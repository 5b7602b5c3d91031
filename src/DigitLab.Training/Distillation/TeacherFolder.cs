using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The copies of its teachers that a run, or an experiment, keeps: <c>teachers/001.safetensors</c> and so on.</summary>
public static class TeacherFolder
{
    internal const string Name = "teachers";

    /// <summary>The model files in a folder's <c>teachers</c>, in their order; none if there are none.</summary>
    /// <param name="path">The run's or the experiment's folder.</param>
    public static IReadOnlyList<string> PathsIn(string path)
    {
        string folder = Path.Combine(path, Name);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.safetensors").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Where a folder keeps one of its teachers.</summary>
    /// <param name="path">The run's or the experiment's folder.</param>
    /// <param name="number">Which teacher, from 1.</param>
    internal static string PathIn(string path, int number) => Path.Combine(path, Name, $"{number:D3}.safetensors");

    /// <summary>Keeps networks as a folder's teachers.</summary>
    /// <param name="path">The run's or the experiment's folder.</param>
    /// <param name="teachers">The networks, in their order.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<Network> teachers)
    {
        for (int i = 0; i < teachers.Count; i++)
        {
            ModelFile.Save(PathIn(path, i + 1), teachers[i]);
        }
    }
}
