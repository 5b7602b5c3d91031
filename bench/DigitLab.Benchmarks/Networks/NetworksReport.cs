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

    /// <summary>A network's medians in a line, for who watches.</summary>
    internal static string Summary(NetworkFigures figures)
    {
        double? onnx = figures.Of(PeerSet.OnnxRuntime, Question.Inference);
        return $"{figures.Measured.Model.Name}: training {Whole(figures.Of(Ours, Question.Training))} digits/s{Beside(figures, PeerSet.PyTorch, Question.Training)}"
            + $"{(onnx is null ? "" : $" ({Ratio(figures.Of(Ours, Question.Training), onnx)}× ONNX Runtime's inference)")}; "
            + $"inference {Whole(figures.Of(Ours, Question.Inference))}{Beside(figures, PeerSet.OnnxRuntime, Question.Inference)}; "
            + $"one image {figures.Of(Ours, Question.Latency):N1} µs{Beside(figures, PeerSet.OnnxRuntime, Question.Latency)}";
    }

    private static string Beside(NetworkFigures figures, string peer, Question question) =>
        figures.Of(peer, question) is { } theirs ? $" ({Ratio(figures.Of(Ours, question), theirs)}× {peer}'s)" : "";

    private static void Heading(TextWriter output, string title) => output.WriteLine($"\n### {title}\n");

    // Without the columns in which nothing stands: those of the peers that were not there.
    private static void Table(TextWriter output, IReadOnlyList<NetworkFigures> figures, string[] columns, Func<NetworkFigures, string[]> row)
    {
        string[][] rows = [.. figures.Select(row)];
        int[] filled = [.. Enumerable.Range(0, columns.Length).Where(column => rows.Any(cells => cells[column].Length > 0))];
        output.WriteLine($"| {string.Join(" | ", filled.Select(column => columns[column]))} |");
        output.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", filled.Length - 1))}");
        foreach (string[] cells in rows)
        {
            output.WriteLine($"| {string.Join(" | ", filled.Select(column => cells[column]))} |");
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
