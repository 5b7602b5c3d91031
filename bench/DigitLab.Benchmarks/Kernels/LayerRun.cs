using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>One layer with random weights, input and gradient, ready to run by itself on one thread.</summary>
internal sealed class LayerRun
{
    private static readonly Workers One = new(1);

    internal LayerRun(LayerDescription description, Shape input)
    {
        Layer = description.Build();
        for (int i = 0; i < Layer.Parameters.Count; i++)
        {
            Fill(Layer.Parameters[i].Value, 100 + i);
        }

        Shape output = Layer.OutputShape(input);
        (Input, Output) = (Random(input, 1), new Tensor(output));
        (OutputGradient, InputGradient) = (Random(output, 2), new Tensor(input));
        Pass = new Pass(Layer, input, isTraining: true, One);
        Forward();   // what a backward pass reads
    }

    internal static Workers Workers => One;

    internal Layer Layer { get; }

    internal Pass Pass { get; }

    internal Tensor Input { get; }

    internal Tensor Output { get; }

    internal Tensor OutputGradient { get; }

    internal Tensor InputGradient { get; }

    internal static Tensor Random(Shape shape, int stream)
    {
        var tensor = new Tensor(shape);
        Fill(tensor, stream);
        return tensor;
    }

    internal void Forward() => Layer.Forward(Input, Output, Pass);

    internal void Backward() => Layer.Backward(Input, Output, OutputGradient, InputGradient, Pass);

    /// <summary>As for a first layer, where nobody needs the input's gradient.</summary>
    internal void WeightGradient() => Layer.Backward(Input, Output, OutputGradient, null, Pass);

    private static void Fill(Tensor tensor, int stream)
    {
        RandomSource random = new RandomKey(1, RandomPurpose.Test, Sample: stream).Open();
        foreach (ref float value in tensor.Span)
        {
            value = random.NextSingle() - 0.5f;
        }
    }
}
