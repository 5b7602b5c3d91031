namespace DigitLab.Training;

/// <summary>An ensemble's line in <see cref="ZooResults"/>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Networks">The names of its networks.</param>
/// <param name="Settings">How they vote.</param>
/// <param name="Aim">The accuracy to reach, in percent; null if none was set.</param>
/// <param name="Published">What others reached; null if nobody published it.</param>
/// <param name="Result">How they read the test digits together; null if they have not yet.</param>
public sealed record EnsembleRow(string Name, string Networks, EnsembleSettings Settings, double? Aim, PublishedResult? Published, EnsembleResult? Result)
{
    /// <summary>The definitions that it names outside the table's folder: their runs are not in the table, so its line stays empty.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = [];

    /// <summary>The accuracy of its networks alone; null if they have not read yet.</summary>
    internal SampleSummary? Alone => Result is null ? null : SampleSummary.Of([.. Result.Members.Select(member => 1 - ((double)member.Errors / Result.Score.Count))]);

    // An experiment that says how all its networks vote.
    internal static EnsembleRow Of(ZooRow row) =>
        new(row.Definition.Name, row.Networks, row.Definition.Ensemble!, row.Definition.Aim, row.Definition.Published, row.Ensemble);

    // Networks of several experiments, all of them among the table's.
    internal static EnsembleRow Read(string file, ZooRecord record, IReadOnlyList<string> definitions, IReadOnlyList<ZooRow> rows)
    {
        var definition = EnsembleDefinition.Load(file);
        EnsembleResult? result = Current(EnsembleResult.Load(Path.ChangeExtension(file, null)) ?? record.Ensemble(definition.Name), rows.SelectMany(row => row.Runs));
        IEnumerable<string> networks = result?.Members.Select(member => member.Network) ?? definition.Of.Select(each => Path.GetFileNameWithoutExtension(each));
        return new EnsembleRow(definition.Name, string.Join(", ", networks.Distinct()), definition.Settings, definition.Aim, definition.Published, result)
        {
            Elsewhere = [.. definition.Of.ExceptBy(definitions.Select(Path.GetFullPath), Path.GetFullPath)],
        };
    }

    // A vote counts as long as the networks that voted are those of the runs.
    internal static EnsembleResult? Current(EnsembleResult? result, IEnumerable<ZooRun> runs) =>
        result?.Members.All(member => runs.Any(run => run.WeightsSha256 == member.WeightsSha256)) == true ? result : null;
}
