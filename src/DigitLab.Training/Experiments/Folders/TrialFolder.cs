using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What an experiment adds to a trial's run folder: who is at work, why it failed, how it read the test digits, what it printed.</summary>
public static class TrialFolder
{
    private const string ProcessName = "process.json";
    private const string FailureName = "failure.json";
    private const string DeathsName = "deaths.json";
    private const string TestName = "test.json";
    private const string LogName = "log.txt";
    private const int LastLines = 5;

    /// <summary>What the trial prints.</summary>
    public static string LogPath(string folder) => Path.Combine(folder, LogName);

    /// <summary>Opens what the trial prints, to write at its end; also while another process does, until it is known whose the folder is.</summary>
    public static StreamWriter OpenLog(string folder) =>
        new(new FileStream(LogPath(folder), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    /// <summary>Whether nothing is left to train up to an epoch: the trial is finished, has failed, or stands there.</summary>
    public static bool IsSettled(string folder, int target)
    {
        string history = Path.Combine(folder, RunFolder.HistoryName);
        return RunFolder.IsFinished(folder)
            || ReadFailure(folder) is not null
            || (target < RunFolder.ConfigurationOf(folder).MaxEpochs && File.Exists(history) && RunHistory.Load(history).Count >= target);
    }

    /// <summary>Says who is at work.</summary>
    public static void SaveProcess(string folder, TrialProcess process) => Save(folder, ProcessName, process);

    /// <summary>Says that nobody is any more.</summary>
    public static void RemoveProcess(string folder) => File.Delete(Path.Combine(folder, ProcessName));

    /// <summary>Says why the trial cannot go on, with the last lines of its log.</summary>
    public static void SaveFailure(string folder, string sentence, bool isFinal) =>
        Save(folder, FailureName, new TrialFailure(sentence, LastLinesOf(LogPath(folder)), isFinal));

    /// <summary>Lets the trial be tried again, with all its attempts before it, unless it would fail in the same way.</summary>
    public static void RemovePassingFailure(string folder)
    {
        if (ReadFailure(folder) is not { IsFinal: true })
        {
            File.Delete(Path.Combine(folder, FailureName));
            File.Delete(Path.Combine(folder, DeathsName));
        }
    }

    /// <summary>Says how the best weights read the test digits.</summary>
    public static void SaveTest(string folder, Evaluation test) => Save(folder, TestName, test);

    internal static TrialFailure? ReadFailure(string folder) => Read<TrialFailure>(folder, FailureName);

    internal static TrialProcess? ReadProcess(string folder) => Read<TrialProcess>(folder, ProcessName);

    internal static TrialDeaths? ReadDeaths(string folder) => Read<TrialDeaths>(folder, DeathsName);

    internal static void SaveDeaths(string folder, TrialDeaths deaths) => Save(folder, DeathsName, deaths);

    internal static Evaluation? ReadTest(string folder) => Read<Evaluation>(folder, TestName);

    private static string[] LastLinesOf(string log) => File.Exists(log) ? [.. File.ReadLines(log).Where(line => line.Length > 0).TakeLast(LastLines)] : [];

    private static void Save<T>(string folder, string name, T value) => AtomicFile.WriteText(Path.Combine(folder, name), TrainingJson.Write(value) + "\n");

    private static T? Read<T>(string folder, string name)
        where T : class
    {
        string file = Path.Combine(folder, name);
        try
        {
            return File.Exists(file) ? TrainingJson.Read<T>(File.ReadAllText(file), file) : null;
        }
        catch (FileNotFoundException)
        {
            return null;   // gone since the line before
        }
    }
}
