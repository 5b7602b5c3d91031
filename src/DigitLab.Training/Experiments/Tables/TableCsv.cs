using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>A table as CSV: a line for each trial, in the trials' order, without times, so that equal experiments give equal bytes.</summary>
public static class TableCsv
{
    /// <summary>The content.</summary>
    public static string Of(ExperimentTable table)
    {
        string[] parameters = [.. table.Settings.SelectMany(setting => setting.Setting.Values.Keys).Distinct().Order(StringComparer.Ordinal)];
        var csv = new CsvWriter(["trial", "setting", "rank", .. parameters, "seed", "state", "epochs", "best_epoch", "validation_accuracy", "validation_loss", "validation_errors", "test_errors", "test_count", "weights_sha256", "commit"]);
        foreach ((SettingRow row, TrialRow trial) in table.Settings.SelectMany(row => row.Trials.Select(trial => (row, trial))).OrderBy(each => each.trial.Number))
        {
            csv.AddRow(
                [
                    trial.Number, row.Setting.Number, row.Rank, .. parameters.Select(key => row.Setting.Values.GetValueOrDefault(key)), trial.Seed,
                    trial.State.ToString().ToLowerInvariant(), trial.Epochs, trial.BestEpoch, trial.ValidationAccuracy, trial.ValidationLoss,
                    trial.ValidationErrors, trial.TestErrors, trial.TestCount, trial.WeightsSha256, trial.Commit,
                ]);
        }

        return csv.ToString();
    }
}
