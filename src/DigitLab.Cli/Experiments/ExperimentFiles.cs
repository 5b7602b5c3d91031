using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Experiments;

/// <summary>An experiment's tables as files in its folder.</summary>
internal static class ExperimentFiles
{
    /// <summary>Writes the table in each form.</summary>
    internal static ExperimentTable Save(ExperimentFolder folder, ExperimentStatus status)
    {
        ExperimentTable table = ExperimentTable.Of(folder, status);
        Write("table.md", TableMarkdown.Of(table));
        Write("table.csv", TableCsv.Of(table));
        Write("table.json", table.ToJson() + "\n");
        Write("report.html", ExperimentReport.Of(table));
        return table;

        void Write(string name, string content) => AtomicFile.WriteText(Path.Combine(folder.Path, name), content);
    }
}
