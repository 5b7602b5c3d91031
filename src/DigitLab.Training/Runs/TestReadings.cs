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
        string line = $"{when},{by},{weightsSha256},{errors},{count}\n";
        if (!TryBegin(path, $"{Heading}\n{line}"))
        {
            File.AppendAllText(path, line);   // one write, so that two readers' lines stay whole
        }
    }

    /// <summary>The lines so far, without the heading; none if the digits were never read.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        string path = Path.Combine(folder, Name);
        return File.Exists(path) ? [.. File.ReadLines(path).Skip(1)] : [];
    }

    // Makes the file with its first lines in it, unless there is one: nobody sees it empty, and of two who begin it the second appends.
    private static bool TryBegin(string path, string lines)
    {
        if (File.Exists(path))
        {
            return false;
        }

        string temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, lines);
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
