namespace DigitLab.Onnx.Tests;

/// <summary>An empty folder for one test, gone after it.</summary>
public sealed class WorkFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("digitlab-onnx-test-").FullName;

    public string Of(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
