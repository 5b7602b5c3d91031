using System.Globalization;

namespace DigitLab.Benchmarks;

/// <summary>The peers that are present on this machine.</summary>
/// <remarks>A missing one is said in one sentence and left out. ONNX Runtime's networks are exported by PyTorch, so it needs that too.</remarks>
internal sealed class PeerSet : IDisposable
{
    internal const string OnnxRuntime = "ONNX Runtime";
    internal const string PyTorch = "PyTorch";

    private readonly PeerTools _tools = new();
    private readonly Action<string> _say;
    private readonly bool _hasPyTorch;
    private readonly bool _hasOnnxRuntime;

    /// <summary>Looks for them.</summary>
    /// <param name="wantsOnnxRuntime">Whether ONNX Runtime is to be measured.</param>
    /// <param name="wantsPyTorch">Whether PyTorch is to be measured.</param>
    /// <param name="say">What is told of the missing ones.</param>
    internal PeerSet(bool wantsOnnxRuntime, bool wantsPyTorch, Action<string> say)
    {
        _say = say;
        string? torch = _tools.Run(PeerTools.Python, "pytorch_networks.py", "--check");
        string? onnx = wantsOnnxRuntime ? _tools.Run(PeerTools.Node, "onnxruntime_networks.mjs", "--check") : null;
        _hasPyTorch = wantsPyTorch && torch is null;
        _hasOnnxRuntime = wantsOnnxRuntime && onnx is null && torch is null;
        if (torch is not null)
        {
            say($"PyTorch is left out, and ONNX Runtime, whose networks it exports, as well: {torch.TrimEnd('.')} (bench/README.md says how to install it).");
        }
        else if (onnx is not null)
        {
            say($"ONNX Runtime is left out: {onnx.TrimEnd('.')} (bench/README.md says how to install it).");
        }
    }

    public void Dispose() => _tools.Dispose();

    /// <summary>Starts the peers with a network and waits until they are warm.</summary>
    internal List<IContestant> Start(MeasuredNetwork measured, MeasuringSettings settings)
    {
        var started = new List<IContestant>();
        if (!_hasPyTorch && !_hasOnnxRuntime)
        {
            return started;
        }

        string description = _tools.PathOf($"{measured.Model.Name}.json"), onnx = _tools.PathOf($"{measured.Model.Name}.onnx");
        NetworkDescription.Write(measured.Model.Build(), description);
        string many = $"{measured.InferenceBatch}", threads = $"{settings.Threads}", seconds = settings.Seconds.ToString(CultureInfo.InvariantCulture);
        if (_hasOnnxRuntime)
        {
            Add(started, measured, OnnxRuntime, () => _tools.Run(PeerTools.Python, "export_onnx.py", description, onnx) is { } failure
                ? throw new InvalidOperationException(failure)
                : new PeerProcess(
                    OnnxRuntime, _tools.StartInfo(PeerTools.Node, "onnxruntime_networks.mjs", onnx, many, threads, seconds), Question.Inference, Question.Latency));
        }

        if (_hasPyTorch)
        {
            Add(started, measured, PyTorch, () => new PeerProcess(
                PyTorch,
                _tools.StartInfo(PeerTools.Python, "pytorch_networks.py", description, $"{measured.Batch}", many, threads, seconds),
                Question.Training,
                Question.Inference,
                Question.Latency));
        }

        return started;
    }

    private void Add(List<IContestant> started, MeasuredNetwork measured, string peer, Func<PeerProcess> start)
    {
        try
        {
            started.Add(start());
        }
        catch (InvalidOperationException exception)
        {
            _say($"{peer} is left out for {measured.Model.Name}: {exception.Message}");
        }
    }
}
