using System.Text.Json.Serialization;

namespace DigitLab.Training;

/// <summary>What an experiment came to: settings by score, the winner, its test result, comparisons, each parameter's influence.</summary>
/// <remarks>It follows from the folder alone. Times and machines apart, two runs of the same experiment give equal tables.</remarks>
/// <param name="Name">The experiment's name.</param>
/// <param name="Description">A line about it.</param>
/// <param name="Score">What epochs and settings are chosen by.</param>
/// <param name="IsOver">Whether nothing is left to train; else the order may still change.</param>
/// <param name="Settings">The best first.</param>
/// <param name="Influences">Each parameter's, the grid's keys in alphabetical order.</param>
/// <param name="Pairs">Each pair of parameters'.</param>
/// <param name="InfluenceEpoch">The epoch by which influences are judged: the last that all settings had.</param>
/// <param name="Published">What others reached; null if nobody published it.</param>
/// <param name="Pruning">How hopeless settings were stopped; null if all were trained to the end.</param>
/// <param name="Epochs">Epochs that were trained, over all trials.</param>
/// <param name="Seconds">The time that they took together.</param>
/// <param name="Machines">Where.</param>
/// <param name="Commits">The commits of the programs that trained.</param>
/// <param name="DataSha256">The fingerprints of the digits, which should be one where the split does not depend on the seed.</param>
public sealed record ExperimentTable(
    string Name,
    string Description,
    MonitoredScore Score,
    bool IsOver,
    IReadOnlyList<SettingRow> Settings,
    IReadOnlyList<ParameterInfluence> Influences,
    IReadOnlyList<PairInfluence> Pairs,
    int InfluenceEpoch,
    PublishedResult? Published,
    PruningSettings? Pruning,
    int Epochs,
    double Seconds,
    IReadOnlyList<MachineDescription> Machines,
    IReadOnlyList<string> Commits,
    IReadOnlyList<string> DataSha256)
{
    /// <summary>The best of the settings that were trained to their end; null while there is none.</summary>
    [JsonIgnore]
    public SettingRow? Winner => Settings.FirstOrDefault(setting => setting.IsComplete);

    /// <summary>This table in JSON, indented.</summary>
    public string ToJson() => TrainingJson.Write(this);

    /// <summary>The table of an experiment as it stands.</summary>
    public static ExperimentTable Of(ExperimentFolder folder, ExperimentStatus status) => new TableBuilder(folder, status).Build();
}
