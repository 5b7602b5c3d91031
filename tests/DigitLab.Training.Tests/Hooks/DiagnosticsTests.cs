using DigitLab.Neural;

namespace DigitLab.Training.Tests.Hooks;

public class DiagnosticsTests
{
    [Fact]
    public void Each_epoch_notes_the_gradients_norms_and_the_share_of_dead_units()
    {
        using var temporary = new TemporaryFolder();
        string path = temporary["run"];
        var norms = new List<double>();
        var watcher = new GradientWatcher(norms);
        using (var folder = RunFolder.Open(path, Tiny.Configuration, isResumed: false))
        {
            Tiny.Trainer(Tiny.Configuration, watcher, new DiagnosticsWriter(folder)).Run();
        }

        IReadOnlyList<Diagnostic> noted = RunDiagnostics.Load(Path.Combine(path, "diagnostics.csv"));
        Assert.Equal(norms, noted.Where(each => each is { Kind: DiagnosticKind.GradientNorm, Part: "conv1.weights" }).Select(each => each.Value));
        Diagnostic[] dead = [.. noted.Where(each => each.Kind == DiagnosticKind.DeadUnits)];
        Assert.Equal(["relu1", "relu2", "relu1", "relu2", "relu1", "relu2"], dead.Select(each => each.Part));
        Assert.All(dead, each => Assert.InRange(each.Value, 0, 1));
    }

    [Fact]
    public void A_unit_that_never_fires_is_dead()
    {
        using var temporary = new TemporaryFolder();
        var killer = new KillingHook();
        using (var folder = RunFolder.Open(temporary["run"], Tiny.Configuration, isResumed: false))
        {
            Tiny.Trainer(Tiny.Configuration, killer, new DiagnosticsWriter(folder)).Run();
        }

        Diagnostic last = RunDiagnostics.Load(temporary["run/diagnostics.csv"]).Last(each => each is { Kind: DiagnosticKind.DeadUnits, Part: "relu2" });
        Assert.True(last.Value >= 3 / 12.0, $"{last.Value}");
    }

    [Fact]
    public void Snapshots_are_kept_from_the_start_on_at_the_interval()
    {
        using var temporary = new TemporaryFolder();
        Network initial = Tiny.Network();
        using (var folder = RunFolder.Open(temporary["run"], Tiny.Configuration, isResumed: false))
        {
            Tiny.Trainer(Tiny.Configuration, new SnapshotWriter(folder, 4)).Run();   // 15 batches
        }

        IReadOnlyList<string> snapshots = RunFolder.SnapshotsOf(temporary["run"]);
        Assert.Equal(["step-00000000.safetensors", "step-00000004.safetensors", "step-00000008.safetensors", "step-00000012.safetensors"], snapshots.Select(Path.GetFileName));
        Assert.Equal(WeightsHash.Of(initial), WeightsHash.Of(ModelFile.Load(snapshots[0])));
        Assert.NotEqual(WeightsHash.Of(initial), WeightsHash.Of(ModelFile.Load(snapshots[1])));
        Assert.Empty(RunFolder.SnapshotsOf(temporary["nothing"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapshotWriter(null!, 0));
    }

    [Fact]
    public void Damaged_diagnostics_are_refused_with_their_line()
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllText(temporary["a.csv"], "epoch,kind,part,value\n1,GradientNorm,conv1,0.5\n2,GradientNorm,conv1\n");
        Assert.Contains("line 3", Assert.Throws<InvalidDataException>(() => RunDiagnostics.Load(temporary["a.csv"])).Message);
        File.WriteAllText(temporary["b.csv"], "nonsense\n");
        Assert.Contains("line 1", Assert.Throws<InvalidDataException>(() => RunDiagnostics.Load(temporary["b.csv"])).Message);
    }

    private sealed class GradientWatcher(List<double> norms) : TrainingHook
    {
        public override void AfterEpoch(Trainer trainer, EpochRecord record)
        {
            double sum = 0;
            foreach (float number in trainer.Network.Parameters[0].Parameter.Gradient.Span)
            {
                sum += (double)number * number;
            }

            norms.Add(Math.Sqrt(sum));
        }
    }

    // Three of the twelve units of the first dense layer get a bias that nothing overcomes.
    private sealed class KillingHook : TrainingHook
    {
        public override void AfterBatch(Trainer trainer) =>
            trainer.Network.Parameters.Single(named => named.Name == "dense1.bias").Parameter.Value.Span[..3].Fill(-1000);
    }
}
