using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>What the networks of the targets ask of the kernels: each convolution and dense layer, and of the others the largest.</summary>
internal static class KernelCases
{
    private const long FewestDenseMultiplyAdds = 50_000;     // below, it is over before it is measured
    private const long LargestMultiplyAdds = 4_000_000;      // some tens of milliseconds for the naive twin
    private const int LargestBatch = 16;

    /// <summary>All cases whose names contain a text.</summary>
    internal static IEnumerable<KernelCase> Containing(string text) =>
        MeasuredNetwork.OfTheTargets.SelectMany(Of).DistinctBy(each => each.Name[(each.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..])
            .Where(each => each.Name.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<KernelCase> Of(MeasuredNetwork measured)
    {
        Network network = measured.Model.Build();
        var seen = new HashSet<Type>();
        Shape shape = network.InputShape.WithBatch(1);
        foreach (Layer layer in network.Body.Children)
        {
            bool isFirstOfItsKind = seen.Add(layer.GetType());   // and so the largest: pictures only shrink
            foreach (KernelCase each in OfLayer($"{measured.Model.Name} {layer.Name}", layer, shape, isFirstOfItsKind))
            {
                yield return each;
            }

            shape = layer.OutputShape(shape);
        }

        yield return new KernelCase($"{measured.Model.Name} Adam: {network.ParameterCount:N0} weights", 1, 0, () => OtherKernels.Adam(measured.Model.Build()));
    }

    private static IEnumerable<KernelCase> OfLayer(string name, Layer layer, Shape one, bool isFirstOfItsKind)
    {
        long multiplyAdds = layer.MultiplyAdds(one);
        int batch = (int)Math.Clamp(LargestMultiplyAdds / Math.Max(1, multiplyAdds), 1, LargestBatch);
        Shape input = one.WithoutBatch().WithBatch(batch);
        bool isFirstLayer = one.Rank == 4 && one[3] == 1;
        KernelCase Case(string work, Func<KernelPair> prepare) => new($"{name}: {work}", batch, multiplyAdds * batch, prepare);
        KernelCase Moves(string work, Func<KernelPair> prepare) => new($"{name}: {work}", batch, 0, prepare);
        switch (layer.Describe())
        {
            case Conv2DDescription convolution:
                string on = $"{convolution.InChannels}→{convolution.OutChannels} {convolution.Window.Height}×{convolution.Window.Width} on {one[1]}×{one[2]}";
                yield return Case($"{on}, forward", () => ConvolutionKernels.Forward(convolution, input));
                yield return Case($"{on}, weight gradient", () => ConvolutionKernels.WeightGradient(convolution, input));
                if (!isFirstLayer)
                {
                    yield return Case($"{on}, input gradient", () => ConvolutionKernels.InputGradient(convolution, input));
                }

                break;
            case DenseDescription dense when multiplyAdds >= FewestDenseMultiplyAdds:
                string sizes = $"{dense.Inputs}→{dense.Outputs}";
                yield return Case($"{sizes}, forward", () => DenseKernels.Forward(dense, input));
                yield return Case($"{sizes}, weight gradient", () => DenseKernels.WeightGradient(dense, input));
                yield return Case($"{sizes}, input gradient", () => DenseKernels.InputGradient(dense, input));
                break;
            case MaxPool2DDescription pool when isFirstOfItsKind:
                yield return Moves($"{input.WithoutBatch()}, forward", () => OtherKernels.MaxPoolForward(pool, input));
                yield return Moves($"{input.WithoutBatch()}, backward", () => OtherKernels.MaxPoolBackward(pool, input));
                break;
            case BatchNormDescription norm when isFirstOfItsKind:
                yield return Moves($"{input.WithoutBatch()}, forward", () => OtherKernels.BatchNormForward(norm, input));
                yield return Moves($"{input.WithoutBatch()}, backward", () => OtherKernels.BatchNormBackward(norm, input));
                break;
            case ReluDescription relu when isFirstOfItsKind:
                yield return Moves($"{input.WithoutBatch()}, forward", () => OtherKernels.ReluForward(relu, input));
                yield return Moves($"{input.WithoutBatch()}, backward", () => OtherKernels.ReluBackward(relu, input));
                break;
        }
    }
}
