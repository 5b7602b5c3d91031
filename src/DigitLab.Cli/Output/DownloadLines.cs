using DigitLab.Data;

namespace DigitLab.Cli.Output;

/// <summary>A plain line for each file and what is being done with it, where there is no terminal.</summary>
internal sealed class DownloadLines(TextWriter output) : IProgress<DownloadProgress>
{
    private (string File, DownloadStage Stage) _last;

    public void Report(DownloadProgress value)
    {
        if (_last != (value.File, value.Stage))
        {
            _last = (value.File, value.Stage);
            output.WriteLine($"{value.File}: {value.Stage.ToString().ToLowerInvariant()}");
        }
    }
}
