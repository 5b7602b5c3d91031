using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Notes after each epoch how large the gradients are and how many units are dead: <c>diagnostics.csv</c>.</summary>
/// <param name="folder">Whose run.</param>
public sealed class DiagnosticsWriter(RunFolder folder) : TrainingHook
{
    private const int MostDigits = 500;   // enough to call a unit dead that answers none of them, and little beside an epoch
    private const int BatchSize = 100;

    private readonly List<Diagnostic> _diagnostics = [];

    /// <inheritdoc/>
    public override void BeforeRun(Trainer trainer)
    {
        _diagnostics.Clear();
        if (File.Exists(folder.DiagnosticsPath))
        {
            _diagnostics.AddRange(RunDiagnostics.Load(folder.DiagnosticsPath));
        }
    }

    /// <inheritdoc/>
    public override void AfterEpoch(Trainer trainer, EpochRecord record)
    {
        _diagnostics.RemoveAll(diagnostic => diagnostic.Epoch >= record.Epoch);   // noted by a process that was killed before its checkpoint
        foreach (NamedParameter named in trainer.Network.Parameters)
        {
            _diagnostics.Add(new Diagnostic(record.Epoch, DiagnosticKind.GradientNorm, named.Name, Norm(named.Parameter.Gradient.Span)));
        }

        DigitDataset digits = trainer.Data.Validation.Count > 0 ? trainer.Data.Validation : trainer.Data.Training;
        _diagnostics.AddRange(DeadUnits(trainer, digits.Take(Math.Min(MostDigits, digits.Count))).Select(dead => new Diagnostic(record.Epoch, DiagnosticKind.DeadUnits, dead.Layer, dead.Share)));
        folder.SaveDiagnostics(_diagnostics);
    }

    private static double Norm(ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        foreach (float number in numbers)
        {
            sum += (double)number * number;
        }

        return Math.Sqrt(sum);
    }

    private static IEnumerable<(string Layer, double Share)> DeadUnits(Trainer trainer, DigitDataset digits)
    {
        Network network = trainer.Evaluated;
        Relu[] rectifiers = [.. network.Body.Children.OfType<Relu>()];
        if (rectifiers.Length == 0)
        {
            return [];
        }

        var trace = new NetworkTrace(network, Math.Min(BatchSize, digits.Count), trainer.Workers);
        bool[][] isAlive = [.. rectifiers.Select(layer => new bool[trace.OutputOf(layer).Shape[-1]])];
        int pixels = network.InputShape.Count, batch = trace.Input.Shape[0];
        for (int first = 0; first < digits.Count; first += batch)
        {
            for (int i = 0; i < batch; i++)   // what is left of the batch before counts once more, and changes nothing
            {
                network.Normalization.Apply(digits.Image(Math.Min(first + i, digits.Count - 1)), trace.Input.Span.Slice(i * pixels, pixels));
            }

            trace.Forward();
            for (int r = 0; r < rectifiers.Length; r++)
            {
                Note(trace.OutputOf(rectifiers[r]).Span, isAlive[r]);
            }
        }

        return rectifiers.Select((layer, r) => (layer.Name, (double)isAlive[r].Count(alive => !alive) / isAlive[r].Length));
    }

    private static void Note(ReadOnlySpan<float> output, bool[] isAlive)
    {
        for (int i = 0; i < output.Length; i++)
        {
            isAlive[i % isAlive.Length] |= output[i] > 0;
        }
    }
}
