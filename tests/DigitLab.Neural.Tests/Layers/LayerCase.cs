namespace DigitLab.Neural.Tests.Layers;

/// <summary>A layer and an input's shape, and the proof that every machine runs them to the same bits, forward and backward.</summary>
public sealed record LayerCase(LayerDescription Layer, Shape Input)
{
    internal void AssertSameBitsOnEveryMachine()
    {
        float[][] expected = [];
        string first = "";
        EveryMachine.Run((workers, machine) =>
        {
            float[][] results = Run(workers);
            if (expected.Length == 0)
            {
                (expected, first) = (results, machine);
            }

            for (int i = 0; i < results.Length; i++)
            {
                Bits.AssertSame(expected[i], results[i], $"{this}, {machine} against {first}, result {i}");
            }
        });
    }

    // Output in training, the gradients of the input and of each parameter, the statistics, the output at inference.
    private float[][] Run(Workers workers)
    {
        Layer layer = Layer.Build();
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            Tensor value = layer.Parameters[i].Value;
            Draw.Numbers(value.Length, 10 + i).CopyTo(value.Span);
        }

        Tensor input = Draw.Tensor(Input, 1);
        var key = new RandomKey(7, RandomPurpose.Dropout);
        var training = new LayerRun(layer, input, isTraining: true, key, workers);
        float[] inputGradient = training.Backward(Draw.Numbers(training.Output.Length, 2));
        var inference = new LayerRun(layer, input, isTraining: false, key, workers);
        return
        [
            training.Numbers,
            inputGradient,
            .. layer.Parameters.Select(parameter => parameter.Gradient.Span.ToArray()),
            .. layer.Statistics.Select(statistic => statistic.Value.Span.ToArray()),
            inference.Numbers,
        ];
    }
}
