namespace DigitLab.Neural.Tests.Networks.Inference;

/// <summary>Networks with all that preparation for inference can meet, and what their layers give one by one.</summary>
internal static class PreparedNetworks
{
    /// <summary>Nothing to fold: every bit must stay.</summary>
    public static Network Unfolded() => Initialized(
        new Conv2D(1, 6, kernelSize: 5, padding: 2),
        new Relu(),
        new MaxPool2D(2),
        new ChannelDropout(0.2),
        new Sequential(new Conv2D(6, 17, kernelSize: 3, hasBias: false), new MaxPool2D(2), new Relu()),
        new DepthwiseConv2D(17, kernelSize: 3),
        new Relu(),
        new Relu(),
        new BatchNorm(17),
        new Relu(),
        new Tanh(),
        new BatchNorm(17),
        new Conv2D(17, 9, kernelSize: 3, stride: 2, padding: 1),
        new Flatten(),
        new Dropout(0.5),
        new Dense(36, 70),
        new Relu(),
        new Dense(70, 10, hasBias: false));

    /// <summary>Batch normalization before, behind and between products, with and without rectifiers, padding and bias.</summary>
    public static Network Folded() => Initialized(
        new Conv2D(1, 6, kernelSize: 3, hasBias: false),
        new BatchNorm(6),
        new Relu(),
        new Conv2D(6, 8, kernelSize: 3),
        new Relu(),
        new BatchNorm(8),
        new Sequential(new Conv2D(8, 20, kernelSize: 3, stride: 2), new MaxPool2D(2), new BatchNorm(20), new Relu()),
        new Residual(new Sequential(new Conv2D(20, 20, kernelSize: 3, padding: 1), new BatchNorm(20))),
        new BatchNorm(20, isAffine: false),
        new Conv2D(20, 7, kernelSize: 1),
        new BatchNorm(7),
        new BatchNorm(7),
        new Flatten(),
        new Dropout(0.5),
        new Dense(7 * 25, 33, hasBias: false),
        new BatchNorm(33),
        new Relu(),
        new BatchNorm(33),
        new Dense(33, 10));

    /// <summary>Convolutions whose weights are transformed once for all slices.</summary>
    public static Network Transformed() => Initialized(
        new Conv2D(1, 16, kernelSize: 3),
        new Relu(),
        new MaxPool2D(2),
        new Conv2D(16, 32, kernelSize: 3),
        new BatchNorm(32),
        new Relu(),
        new Conv2D(32, 16, kernelSize: 3, padding: 1),
        new MaxPool2D(4),
        new Flatten(),
        new Dense(64, 10));

    /// <summary>What the layers make of the pictures, each by itself and in the ordinary way.</summary>
    public static float[] LayerByLayer(Network network, Tensor pictures)
    {
        var output = new Tensor(network.OutputShape.WithBatch(pictures.Shape[0]));
        network.Body.Forward(pictures, output, new Pass(network.Body, pictures.Shape, isTraining: false, Workers.Shared));
        return output.Span.ToArray();
    }

    /// <summary>What a plan makes of them.</summary>
    public static float[] Planned(Network network, Tensor pictures, Workers? workers = null)
    {
        NetworkPlan plan = network.ForInference(pictures.Shape[0], workers);
        pictures.Span.CopyTo(plan.Input.Span);
        plan.Forward();
        return plan.Output.Span.ToArray();
    }

    /// <summary>Pictures of 28×28.</summary>
    public static Tensor Pictures(int count) => Draw.Tensor(new Shape(count, 28, 28, 1), stream: 7);

    /// <summary>Weights, biases and running statistics as after a training, and some factors below zero.</summary>
    public static void Disturb(Network network, long stream)
    {
        foreach (NamedTensor named in network.State)
        {
            float[] noise = Draw.Numbers(named.Value.Length, stream++);
            for (int i = 0; i < noise.Length; i++)
            {
                ref float number = ref named.Value.Span[i];
                number = named.Name.EndsWith("variance", StringComparison.Ordinal) ? MathF.Abs(number + (0.5f * noise[i])) : number + (0.1f * noise[i]);
                if (named.Name.EndsWith("gamma", StringComparison.Ordinal) && i % 5 == 0)
                {
                    number = -number;
                }
            }
        }
    }

    private static Network Initialized(params ReadOnlySpan<Layer> layers)
    {
        var network = new Network("prepared", new Shape(28, 28, 1), new Sequential(layers));
        network.Initialize(3);
        Disturb(network, stream: 100);
        return network;
    }
}
