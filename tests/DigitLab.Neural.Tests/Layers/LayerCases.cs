using FsCheck;
using FsCheck.Fluent;

namespace DigitLab.Neural.Tests.Layers;

/// <summary>Random layers of every kind, with random shapes that they take: tidy ones, single pixels, odd sides, many channels.</summary>
internal static class LayerCases
{
    /// <summary>A generator for each kind of layer: a new kind adds its line.</summary>
    public static readonly IReadOnlyDictionary<Type, Gen<LayerCase>> OfEachKind = new Dictionary<Type, Gen<LayerCase>>
    {
        [typeof(Conv2D)] =
            from input in Pictures(16)
            from outChannels in Channels
            where (long)input.Count * outChannels < 200_000
            from window in Windows(input, isPaddingFree: true)
            from hasBias in Gen.Elements(true, false)
            select new LayerCase(new Conv2DDescription(input[3], outChannels, window, hasBias), input),
        [typeof(Dense)] =
            from input in Rows
            from outputs in Gen.Choose(1, 70)
            where (long)input.Count * outputs < 200_000
            from hasBias in Gen.Elements(true, false)
            select new LayerCase(new DenseDescription(input[1], outputs, hasBias), input),
        [typeof(MaxPool2D)] =
            from input in Pictures(32)
            from window in Windows(input, isPaddingFree: false)
            select new LayerCase(new MaxPool2DDescription(window), input),
        [typeof(Relu)] = Anything(new ReluDescription()),
        [typeof(Flatten)] = Pictures(32).Select(input => new LayerCase(new FlattenDescription(), input)),
        [typeof(Dropout)] = Anything(new DropoutDescription(0.3)),
        [typeof(DepthwiseConv2D)] =
            from input in Pictures(16)
            from window in Windows(input, isPaddingFree: true)
            from hasBias in Gen.Elements(true, false)
            select new LayerCase(new DepthwiseConv2DDescription(input[3], window, hasBias), input),
        [typeof(AveragePool2D)] =
            from input in Pictures(32)
            from window in Windows(input, isPaddingFree: false)
            from countsPadding in Gen.Elements(true, false)
            select new LayerCase(new AveragePool2DDescription(window, countsPadding), input),
        [typeof(GlobalAveragePool2D)] = Pictures(32).Select(input => new LayerCase(new GlobalAveragePool2DDescription(), input)),
        [typeof(TrainableSubsampling2D)] =
            from input in Pictures(16)
            from side in Gen.Choose(1, Math.Min(4, Math.Min(input[1], input[2])))
            select new LayerCase(new TrainableSubsampling2DDescription(input[3], side), input),
        [typeof(LeakyRelu)] = Anything(new LeakyReluDescription(0.1)),
        [typeof(Sigmoid)] = Anything(new SigmoidDescription()),
        [typeof(Tanh)] = Anything(new TanhDescription(1.7159, 2.0 / 3)),
        [typeof(Gelu)] = Gen.OneOf(Anything(new GeluDescription()), Anything(new GeluDescription(IsApproximate: true))),
        [typeof(Softmax)] = Anything(new SoftmaxDescription()),
        [typeof(ChannelDropout)] = Anything(new ChannelDropoutDescription(0.3)),
        [typeof(BatchNorm)] =
            from input in Gen.OneOf(Pictures(32), Rows)
            from isAffine in Gen.Elements(true, false)
            select new LayerCase(new BatchNormDescription(input[-1], IsAffine: isAffine), input),
        [typeof(LayerNorm)] =
            from input in Gen.OneOf(Pictures(16), Rows)
            from isAffine in Gen.Elements(true, false)
            select new LayerCase(new LayerNormDescription(input[-1], IsAffine: isAffine), input),
        [typeof(ZeroPad2D)] =
            from input in Pictures(16)
            from padding in Gen.Four(Gen.Choose(0, 3))
            select new LayerCase(new ZeroPad2DDescription(new Padding(padding.Item1, padding.Item2, padding.Item3, padding.Item4)), input),
        [typeof(Residual)] =
            from input in Pictures(8)
            from hasShortcut in Gen.Elements(true, false)
            let side = new Conv2DDescription(input[3], input[3], WindowGeometry.Square(1), false)
            let body = new SequentialDescription([new Conv2DDescription(input[3], input[3], WindowGeometry.Square(3, 1, 1), true), new ReluDescription()])
            select new LayerCase(new ResidualDescription(body, hasShortcut ? side : null), input),
        [typeof(SpatialTransformer)] =
            from input in Pictures(12)
            where input.WithoutBatch().Count < 600
            from convention in Gen.Elements(SamplingConvention.Exact, SamplingConvention.Published)
            from grid in Gen.Elements<SpatialGrid>(new AffineGrid(convention), new ThinPlateGrid(3, 0.9, convention), new ThinPlateGrid(2, 0.7, convention))
            let head = new DenseDescription(input.WithoutBatch().Count, grid.ParameterCount, true)
            select new LayerCase(new SpatialTransformerDescription(new SequentialDescription([new FlattenDescription(), head]), grid), input),
        [typeof(Sequential)] =
            from input in Pictures(8)
            from channels in Channels
            select new LayerCase(
                new SequentialDescription(
                [
                    new Conv2DDescription(input[3], channels, WindowGeometry.Square(1), true),
                    new ReluDescription(),
                    new FlattenDescription(),
                    new DropoutDescription(0.5),
                ]),
                input),
    };

    /// <summary>On both sides of every vector width, and those of real networks.</summary>
    public static Gen<int> Channels => Gen.Elements(1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 24, 31, 33, 48, 176);

    /// <summary>[batch, height, width, channels].</summary>
    public static Gen<Shape> Pictures(int largestSide) =>
        from batch in Gen.Frequency((6, Gen.Choose(1, 5)), (1, Gen.Choose(6, 40)), (1, Gen.Elements(1000)))
        from height in Gen.Choose(1, largestSide)
        from width in Gen.Choose(1, largestSide)
        from channels in Channels
        where batch * height * width * channels < 40_000
        select new Shape(batch, height, width, channels);

    /// <summary>[batch, features].</summary>
    public static Gen<Shape> Rows =>
        from batch in Gen.Frequency((6, Gen.Choose(1, 9)), (1, Gen.Choose(10, 300)), (1, Gen.Elements(1000)))
        from features in Gen.OneOf(Channels, Gen.Choose(1, 300))
        select new Shape(batch, features);

    /// <summary>Windows that fit a picture: any stride, also one larger than the window.</summary>
    /// <param name="input">The picture.</param>
    /// <param name="isPaddingFree">Whether padding may be as large as the window.</param>
    public static Gen<WindowGeometry> Windows(Shape input, bool isPaddingFree) =>
        from height in Gen.Choose(1, 5)
        from width in Gen.Choose(1, 5)
        from stride in Gen.Choose(1, 7)
        from dilation in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from top in Gen.Choose(0, isPaddingFree ? 3 : 1)
        from left in Gen.Choose(0, isPaddingFree ? 3 : 1)
        from bottom in Gen.Choose(0, isPaddingFree ? 3 : 1)
        let window = new WindowGeometry(height, width, stride, new Padding(top, bottom, left, top), dilation)
        where Fits(window, input, isPaddingFree)
        select window;

    private static Gen<LayerCase> Anything(LayerDescription layer) =>
        Gen.OneOf(Pictures(32), Rows).Select(input => new LayerCase(layer, input));

    private static bool Fits(WindowGeometry window, Shape input, bool isPaddingFree)
    {
        try
        {
            Layer layer = isPaddingFree ? new Conv2D(input[3], 1, window) : new MaxPool2D(window);
            layer.OutputShape(input);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
