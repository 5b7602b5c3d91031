namespace DigitLab.Training;

/// <summary>A combination of the grid's values: what several trials with different seeds share.</summary>
/// <param name="Number">From 1, in the grid's order.</param>
/// <param name="Values">The grid's keys of this combination, with their values as a person would write them.</param>
public sealed record ExperimentSetting(int Number, IReadOnlyDictionary<string, string> Values)
{
    /// <summary><c>learningRate=0.05, schedule.everyEpochs=4</c>; <c>base</c> for an experiment without a grid.</summary>
    public override string ToString() => Values.Count == 0 ? "base" : string.Join(", ", Values.Select(value => $"{value.Key}={value.Value}"));
}
