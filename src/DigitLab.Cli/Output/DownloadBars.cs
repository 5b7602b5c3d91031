using DigitLab.Data;
using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>A bar for each file that is downloaded, on a terminal.</summary>
internal sealed class DownloadBars(ProgressContext bars) : IProgress<DownloadProgress>
{
    private readonly Dictionary<string, ProgressTask> _tasks = [];

    public void Report(DownloadProgress value)
    {
        if (!_tasks.TryGetValue(value.File, out ProgressTask? task))
        {
            _tasks[value.File] = task = bars.AddTask(Markup.Escape(value.File));
        }

        task.MaxValue = Math.Max(value.Total ?? value.Bytes, 1);
        task.Value = value.Stage == DownloadStage.Done ? task.MaxValue : value.Bytes;
    }
}
