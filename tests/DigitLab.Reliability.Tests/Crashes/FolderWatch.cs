using System.Text.Json;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Reliability.Tests.Crashes;

/// <summary>Reads all files of a run again and again while it is trained, killed and resumed: each is whole whenever it can be seen.</summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly string _folder;
    private readonly Thread _thread;
    private readonly Dictionary<string, int> _read = [];
    private volatile bool _isOver;
    private Exception? _fault;

    internal FolderWatch(string folder)
    {
        _folder = folder;
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends the watch, and fails if a file was once not whole.</summary>
    /// <returns>How often each file was read.</returns>
    internal IReadOnlyDictionary<string, int> End()
    {
        _isOver = true;
        _thread.Join();
        Assert.Null(_fault);
        return _read;
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Watch()
    {
        try
        {
            while (!_isOver)
            {
                Look(RunFolder.ConfigurationName, path => RunFolder.ConfigurationOf(Path.GetDirectoryName(path)!));
                Look(RunFolder.HistoryName, path => RunHistory.Load(path));
                Look(RunFolder.DiagnosticsName, path => RunDiagnostics.Load(path));
                Look(RunFolder.BestName, path => ModelFile.Load(path));
                Look("last.safetensors", path => ModelFile.Load(path));
                Look("checkpoint", path => SafetensorsFile.Load(path));
                Look(RunFolder.SummaryName, path => JsonDocument.Parse(File.ReadAllText(path)));
                Look(TestReadings.Name, path => Assert.EndsWith("\n", File.ReadAllText(path), StringComparison.Ordinal));
            }
        }
#pragma warning disable CA1031 // Whatever it is, the test's own thread reports it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = exception;
        }
    }

    private void Look(string name, Action<string> read)
    {
        string path = Path.Combine(_folder, name);
        if (File.Exists(path))
        {
            read(path);
            _read[name] = _read.GetValueOrDefault(name) + 1;
        }
    }
}
