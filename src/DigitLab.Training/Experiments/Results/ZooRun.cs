using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace DigitLab.Training;

/// <summary>A finished run in <see cref="ZooResults"/>: what is worth keeping when its folder is gone.</summary>
/// <param name="Trial">The trial's number in its experiment.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="SettingsSha256">The fingerprint of what it trained, by which it is known to belong to a definition.</param>
/// <param name="Epochs">Epochs that it trained.</param>
/// <param name="Seconds">Their time together.</param>
/// <param name="Parameters">How many numbers were trained; null where nobody counted.</param>
/// <param name="ValidationAccuracy">Of the kept weights, from 0 to 1; null without validation digits.</param>
/// <param name="TestCount">How many test digits there were.</param>
/// <param name="Errors">The places of those that were misread, ascending.</param>
/// <param name="WeightsSha256">The kept weights' fingerprint: who trains them again gets the same.</param>
/// <param name="Commit">The commit of the program that trained; null if it was built outside a repository.</param>
/// <param name="Machine">Where.</param>
public sealed record ZooRun(
    int Trial,
    ulong Seed,
    string SettingsSha256,
    int Epochs,
    double Seconds,
    int? Parameters,
    double? ValidationAccuracy,
    int TestCount,
    IReadOnlyList<int> Errors,
    string WeightsSha256,
    string? Commit,
    MachineDescription Machine)
{
    /// <summary>How it read the test digits.</summary>
    [JsonIgnore]
    public TestScore Test => new(TestCount, Errors);

    // Of a trial that was trained to its end and read the test digits.
    internal static ZooRun Of(ExperimentDefinition definition, TrialRecord trial, RunSummary summary, Evaluation test) => new(
        trial.Number,
        trial.Configuration.Seed,
        Fingerprint(definition, trial.Configuration),
        summary.Epochs,
        summary.Seconds,
        summary.Parameters,
        summary.ValidationAccuracy,
        test.Count,
        test.Errors,
        summary.WeightsSha256,
        summary.Commit,
        summary.Machine);

    // Which weights teach or are begun from is found out when the experiment begins; the definition says where they come from.
    internal static string Fingerprint(ExperimentDefinition definition, TrainingConfiguration configuration)
    {
        TrainingConfiguration defined = configuration with { InitialWeights = null, Teacher = configuration.Teacher is TeacherSettings teacher ? teacher with { Weights = "" } : null };
        string[] parts = [defined.ToJson(), .. definition.InitialFrom is string initial ? [initial] : Array.Empty<string>(), .. definition.TeachersFrom];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
