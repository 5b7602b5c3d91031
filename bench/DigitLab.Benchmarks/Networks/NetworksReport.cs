namespace DigitLab.Benchmarks;

/// <summary>The figures as Markdown: the machine, then a table for training, one for inference, one for a single image.</summary>
internal static class NetworksReport
{
    private const string Ours = "DigitLab";

    internal static void Write(TextWriter output, IReadOnlyList<NetworkFigures> figures, MeasuringSettings settings, IReadOnlyList<string> engines)
    {
        output.WriteLine(MachineReport.Describe(settings.Threads));
        output.WriteLine($"{string.Join("; ", engines)}.");
        output.WriteLine(
            $"Measured multiply-add peak: {Median.Of([.. figures.Select(each => each.Peak)]):N0} GFLOP/s of float32 "
            + $"({figures.Min(each => each.Peak):N0} to {figures.Max(each => each.Peak):N0} over the networks; each share is of the peak of its own minutes).");
        output.WriteLine($"Medians of {settings.Rounds} rounds of {settings.Seconds} s each, in turns.");

        Heading(output, "Training: digits per second (forward, backward, Adam step)");
        Table(output, figures, ["network", "batch", Ours, PeerSet.PyTorch, "÷ PyTorch", "÷ ONNX Runtime inference", "GFLOP/s", "of peak"], TrainingRow);
        Heading(output, $"Inference: digits per second (batches of {figures[0].Measured.InferenceBatch})");
        Table(output, figures, ["network", Ours, PeerSet.OnnxRuntime, PeerSet.PyTorch, "÷ ONNX Runtime", "÷ PyTorch", "GFLOP/s", "of peak"], InferenceRow);
        Heading(output, "One image: microseconds (median)");
        Table(output, figures, ["network", Ours, PeerSet.OnnxRuntime, PeerSet.PyTorch, "÷ ONNX Runtime", "÷ PyTorch"], LatencyRow);
    }

    private static void Heading(TextWriter output, string title) => output.WriteLine($"\n### {title}\n");

    private static void Table(TextWriter output, IReadOnlyList<NetworkFigures> figures, string[] columns, Func<NetworkFigures, string[]> row)
    {
        output.WriteLine($"| {string.Join(" | ", columns)} |");
        output.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", columns.Length - 1))}");
        foreach (NetworkFigures each in figures)
        {
            output.WriteLine($"| {string.Join(" | ", row(each))} |");
        }
    }

    private static string[] TrainingRow(NetworkFigures figures)
    {
        double? ours = figures.Of(Ours, Question.Training), torch = figures.Of(PeerSet.PyTorch, Question.Training);
        double gflops = ours!.Value * MeasuredNetwork.TrainingFlops(figures.Network) / 1e9;
        return
        [
            figures.Measured.Model.Name, $"{figures.Measured.Batch}", Whole(ours), Whole(torch), Ratio(ours, torch),
            Ratio(ours, figures.Of(PeerSet.OnnxRuntime, Question.Inference)), $"{gflops:N1}", Share(gflops, figures.Peak),
        ];
    }

    private static string[] InferenceRow(NetworkFigures figures)
    {
        double? ours = figures.Of(Ours, Question.Inference);
        double? onnx = figures.Of(PeerSet.OnnxRuntime, Question.Inference), torch = figures.Of(PeerSet.PyTorch, Question.Inference);
        double gflops = ours!.Value * MeasuredNetwork.InferenceFlops(figures.Network) / 1e9;
        return
        [
            figures.Measured.Model.Name, Whole(ours), Whole(onnx), Whole(torch), Ratio(ours, onnx), Ratio(ours, torch), $"{gflops:N1}", Share(gflops, figures.Peak),
        ];
    }

    private static string[] LatencyRow(NetworkFigures figures)
    {
        double? ours = figures.Of(Ours, Question.Latency);
        double? onnx = figures.Of(PeerSet.OnnxRuntime, Question.Latency), torch = figures.Of(PeerSet.PyTorch, Question.Latency);
        return [figures.Measured.Model.Name, $"{ours:N1}", $"{onnx:N1}", $"{torch:N1}", Ratio(ours, onnx), Ratio(ours, torch)];
    }

    private static string Whole(double? value) => $"{value:N0}";

    private static string Ratio(double? ours, double? theirs) => $"{ours / theirs:N2}";

    private static string Share(double gflops, double peak) => $"{100 * gflops / peak:N0}%";
}
