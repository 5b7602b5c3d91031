using System.Globalization;

namespace DigitLab.Training;

/// <summary>A run's record of each time that its network read the test digits: <c>test-readings.csv</c> in the run's folder.</summary>
/// <remarks>What is chosen after the test digits were read may have been chosen by them. This file says when that was, and by what.</remarks>
public static class TestReadings
{
    /// <summary>The file's name.</summary>
    public const string Name = "test-readings.csv";

    private const string Heading = "when,by,weights,errors,count";

    /// <summary>Adds a line, if the folder is a run's.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="by">The command that let the network read: <c>train</c>, <c>compare</c>.</param>
    /// <param name="weightsSha256">The weights' fingerprint.</param>
    /// <param name="errors">How many digits were misread.</param>
    /// <param name="count">How many were read.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Add(string folder, string by, string weightsSha256, int errors, int count)
    {
        if (!File.Exists(Path.Combine(folder, RunFolder.ConfigurationName)))
        {
            return;
        }

        string path = Path.Combine(folder, Name), when = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string heading = File.Exists(path) ? "" : $"{Heading}\n";
        File.AppendAllText(path, $"{heading}{when},{by},{weightsSha256},{errors},{count}\n");   // one write, so that two readers' lines stay whole
    }

    /// <summary>The lines so far, without the heading; none if the digits were never read.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        string path = Path.Combine(folder, Name);
        return File.Exists(path) ? [.. File.ReadLines(path).Skip(1)] : [];
    }
}
