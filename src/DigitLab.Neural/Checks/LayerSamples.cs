namespace DigitLab.Neural;

/// <summary>At least one small sample of every kind of layer, in the forms that differ: what <see cref="GradientCheck"/> is run on.</summary>
public static class LayerSamples
{
    /// <summary>All of them, made anew.</summary>
    public static IReadOnlyList<LayerSample> All() =>
    [
        Of(new Conv2D(2, 3, kernelSize: 3, padding: 1), new Shape(2, 4, 5, 2)),
        Of(new Conv2D(2, 3, kernelSize: 3, stride: 2, padding: 1), new Shape(2, 5, 6, 2)),
        Of(new Conv2D(1, 2, WindowGeometry.Square(2, stride: 3), hasBias: false), new Shape(1, 7, 6, 1)),
        Of(new Conv2D(2, 2, new WindowGeometry(3, 2, 2, new Padding(1, 2, 0, 1), 2)), new Shape(2, 6, 5, 2)),
        Of(new DepthwiseConv2D(3, kernelSize: 3, padding: 1), new Shape(2, 4, 5, 3)),
        Of(new DepthwiseConv2D(2, new WindowGeometry(2, 3, 2, new Padding(1, 0, 2, 0), 2), hasBias: false), new Shape(2, 6, 6, 2)),
        Of(new Dense(7, 5), new Shape(3, 7)),
        Of(new Dense(4, 3, hasBias: false), new Shape(1, 4)),
        Of(new MaxPool2D(2), new Shape(2, 4, 6, 3)),
        Of(new MaxPool2D(3, stride: 1, padding: 1), new Shape(1, 4, 4, 2)),
        Of(new AveragePool2D(2), new Shape(2, 4, 6, 3)),
        Of(new AveragePool2D(3, stride: 1, padding: 1, countsPadding: false), new Shape(1, 4, 4, 2)),
        Of(new GlobalAveragePool2D(), new Shape(2, 3, 4, 5)),
        Of(new TrainableSubsampling2D(3), new Shape(2, 4, 6, 3)),
        Of(new BatchNorm(3), new Shape(2, 3, 4, 3)),
        Of(new BatchNorm(5), new Shape(6, 5)),
        Of(new BatchNorm(4, isAffine: false), new Shape(3, 2, 2, 4)),
        Of(new LayerNorm(7), new Shape(4, 7)),
        Of(new LayerNorm(5, isAffine: false), new Shape(2, 2, 3, 5)),
        Of(new Relu(), new Shape(2, 3, 3, 2)),
        Of(new LeakyRelu(0.2), new Shape(2, 3, 3, 2)),
        Of(new Sigmoid(), new Shape(3, 6)),
        Of(new Tanh(), new Shape(3, 6)),
        Of(Tanh.LeCun(), new Shape(3, 6)),
        Of(new Gelu(), new Shape(3, 6)),
        Of(new Gelu(isApproximate: true), new Shape(3, 6)),
        Of(new Softmax(), new Shape(4, 5)),
        Of(new Dropout(0.4), new Shape(3, 10)),
        Of(new ChannelDropout(0.4), new Shape(3, 2, 2, 5)),
        Of(new ZeroPad2D(new Padding(1, 2, 0, 3)), new Shape(2, 3, 4, 2)),
        Of(new Flatten(), new Shape(2, 3, 2, 2)),
        Of(new Residual(new Sequential(new Conv2D(2, 2, kernelSize: 3, padding: 1))), new Shape(2, 4, 3, 2)),
        Of(new Residual(new Sequential(new Conv2D(2, 3, kernelSize: 3, padding: 1)), new Conv2D(2, 3, kernelSize: 1)), new Shape(2, 3, 3, 2)),
        Transformer(new AffineGrid()),
        Transformer(new AffineGrid(SamplingConvention.Published)),
        Transformer(new ThinPlateGrid()),
        Transformer(new ThinPlateGrid(Convention: SamplingConvention.Published)),
        Of(new Sequential(new Conv2D(1, 3, kernelSize: 2), new Flatten(), new Dropout(0.3), new Dense(18, 4)), new Shape(2, 3, 4, 1)),
        Of(new Sequential(new Sequential(new Flatten(), new Dense(6, 5)), new Dense(5, 2)), new Shape(2, 3, 2, 1)),
    ];

    private static LayerSample Of(Layer layer, Shape input)
    {
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            RandomSource random = new RandomKey(3, RandomPurpose.Test, Sample: i).Open();
            foreach (ref float value in layer.Parameters[i].Value.Span)
            {
                value = (float)random.NextNormal();
            }
        }

        return new LayerSample(layer, FarFromKinksAndTies(input));
    }

    /// <summary>±0.05, ±0.15, ±0.25, … in a random order: all distinct and ten steps apart, and none nearer to 0 than five steps.</summary>
    internal static Tensor FarFromKinksAndTies(Shape shape)
    {
        var input = new Tensor(shape);
        for (int i = 0; i < input.Length; i++)
        {
            input.Span[i] = (i - (input.Length / 2) + 0.5f) * 0.1f;
        }

        RandomSource random = new RandomKey(5, RandomPurpose.Test).Open();
        random.Shuffle(input.Span);
        return input;
    }

    /// <summary>Normal numbers: where a normalization's variance is about 1, and its curvature no larger than a step can bear.</summary>
    internal static Tensor Normal(Shape shape)
    {
        var input = new Tensor(shape);
        RandomSource random = new RandomKey(6, RandomPurpose.Test).Open();
        foreach (ref float value in input.Span)
        {
            value = (float)random.NextNormal();
        }

        return input;
    }

    /// <summary>A transformer with a dense layer as its localisation network.</summary>
    /// <remarks>A picture that is a plane has no kinks at its pixels, and one that is shrunk towards the middle is never read outside.</remarks>
    internal static LayerSample Transformer(SpatialGrid grid, int side = 6)
    {
        float small = 6f / side;   // a larger picture rises less, and each of its pixels moves θ less
        Dense head = SpatialTransformer.Head(side * side, grid);
        var layer = new SpatialTransformer(new Sequential(new Flatten(), head), grid);
        RandomSource random = new RandomKey(7, RandomPurpose.Test).Open();
        foreach (ref float weight in head.Weights.Value.Span)
        {
            weight = 0.01f * small * small * (float)random.NextNormal();
        }

        ReadOnlySpan<float> identity = grid.Identity;
        for (int k = 0; k < identity.Length; k++)
        {
            head.Bias!.Value.Span[k] = (0.6f * identity[k]) + (0.02f * (float)random.NextNormal());
        }

        var input = new Tensor(new Shape(2, side, side, 1));
        for (int i = 0; i < input.Length; i++)
        {
            int pixel = i % (side * side), sample = i / (side * side);
            input.Span[i] = (0.3f * small * (pixel / side)) - (0.2f * small * (pixel % side)) + (0.1f * sample);
        }

        return new LayerSample(layer, input);
    }
}
