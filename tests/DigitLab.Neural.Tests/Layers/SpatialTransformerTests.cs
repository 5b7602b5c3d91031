namespace DigitLab.Neural.Tests.Layers;

public sealed class SpatialTransformerTests
{
    public static TheoryData<SpatialGrid, int, int, int> Identities => new()
    {
        { new AffineGrid(), 28, 28, 1 },
        { new AffineGrid(), 27, 31, 3 },
        { new AffineGrid(), 1, 1, 2 },
        { new AffineGrid(), 1, 5, 1 },
        { new ThinPlateGrid(), 28, 28, 1 },
        { new ThinPlateGrid(), 27, 31, 3 },
        { new ThinPlateGrid(5, 1.1), 9, 6, 2 },
        { new ThinPlateGrid(), 1, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void The_identity_gives_the_picture_bit_for_bit(SpatialGrid grid, int height, int width, int channels)
    {
        var shape = new Shape(2, height, width, channels);
        float[] picture = [.. Draw.Numbers(shape.Count, 1).Select(number => number == 0 ? 0 : number)];
        Bits.AssertSame(picture, new LayerRun(Layer(grid, shape, grid.Identity), Tensor.From(shape, picture)).Numbers, grid.Title);
    }

    // θ = [1, 0, tx, 0, 1, ty] on a side of 3, where a coordinate of 1 is one pixel: a shift by one column to the left, and half a row up.
    [Fact]
    public void A_shift_by_hand()
    {
        var shape = new Shape(1, 3, 3, 1);
        var run = new LayerRun(Layer(new AffineGrid(), shape, [1, 0, 1, 0, 1, 0.5f]), Tensor.From(shape, [1, 2, 3, 4, 5, 6, 7, 8, 9]));
        Assert.Equal([3.5f, 4.5f, 0, 6.5f, 7.5f, 0, 4, 4.5f, 0], run.Numbers);
    }

    // A quarter turn: (x, y) is read at (−y, x).
    [Fact]
    public void A_turn_by_hand()
    {
        var shape = new Shape(1, 3, 3, 1);
        var run = new LayerRun(Layer(new AffineGrid(), shape, [0, -1, 0, 1, 0, 0]), Tensor.From(shape, [1, 2, 3, 4, 5, 6, 7, 8, 9]));
        Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], run.Numbers);
    }

    // As published, pixel i of 28 is read at 27 i / 28 (affine) or at 27 (i + 1)/28 (thin plate).
    [Fact]
    public void The_published_convention_shrinks_a_little()
    {
        var shape = new Shape(1, 28, 28, 1);
        float[] ramp = [.. Enumerable.Range(0, 28 * 28).Select(pixel => (float)(pixel % 28))];
        float[] affine = new LayerRun(Layer(new AffineGrid(SamplingConvention.Published), shape, [1, 0, 0, 0, 1, 0]), Tensor.From(shape, ramp)).Numbers;
        var plate = new ThinPlateGrid(Convention: SamplingConvention.Published);
        float[] bent = new LayerRun(Layer(plate, shape, plate.Identity), Tensor.From(shape, ramp)).Numbers;
        for (int j = 0; j < 28; j++)
        {
            Assert.Equal(27f * j / 28, affine[(5 * 28) + j], 1e-5f);
            Assert.Equal(27f * (j + 1) / 28, bent[(5 * 28) + j], 1e-5f);
        }
    }

    // Taking every control point to twice its place is the map that doubles, everywhere.
    [Fact]
    public void A_thin_plate_that_is_moved_affinely_is_affine()
    {
        var shape = new Shape(1, 9, 9, 1);
        var plate = new ThinPlateGrid();
        float[] doubled = Array.ConvertAll(plate.Identity.ToArray(), coordinate => 0.5f * coordinate);
        Tensor picture = Draw.Tensor(shape, 1);
        float[] bent = new LayerRun(Layer(plate, shape, doubled), picture).Numbers;
        float[] affine = new LayerRun(Layer(new AffineGrid(), shape, [0.5f, 0, 0, 0, 0.5f, 0]), picture).Numbers;
        for (int i = 0; i < bent.Length; i++)
        {
            Assert.Equal(affine[i], bent[i], 1e-5f);
        }
    }

    [Fact]
    public void The_sampler_gives_what_the_paper_writes()
    {
        const int height = 5, width = 4, channels = 2, places = 12;
        Tensor picture = Draw.Tensor(new Shape(1, height, width, channels), 1), coordinates = new(new Shape(1, 2, places));
        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        for (int p = 0; p < places; p++)
        {
            coordinates.Span[p] = (float)random.NextBetween(-2, width + 1);
            coordinates.Span[places + p] = (float)random.NextBetween(-2, height + 1);
        }

        Tensor output = new(new Shape(1, 3, 4, channels)), ones = new(output.Shape), coordinateGradient = new(coordinates.Shape);
        ones.Span.Fill(1);
        BilinearSamplerKernel.Forward(picture, coordinates, output, Workers.Shared);
        BilinearSamplerKernel.Backward(picture, coordinates, ones, coordinateGradient, null, Workers.Shared);
        for (int p = 0; p < places; p++)
        {
            double slope = 0;
            for (int c = 0; c < channels; c++)
            {
                (float x, float y) = (coordinates.Span[p], coordinates.Span[places + p]);
                Assert.Equal(BilinearSamplerReference.At(picture.Span, height, width, channels, x, y, c), output.Span[(p * channels) + c], 1e-5);
                slope += BilinearSamplerReference.SlopeAlongRow(picture.Span, height, width, channels, x, y, c);
            }

            Assert.Equal(slope, coordinateGradient.Span[p], 1e-4);
        }
    }

    [Fact]
    public void A_theta_of_NaN_is_seen() =>
        Assert.All(
            new LayerRun(Layer(new AffineGrid(), new Shape(1, 3, 3, 1), [float.NaN, 0, 0, 0, 1, 0]), new Tensor(new Shape(1, 3, 3, 1))).Numbers,
            number => Assert.True(float.IsNaN(number)));

    [Fact]
    public void Places_far_outside_are_empty() =>
        Assert.All(
            new LayerRun(Layer(new AffineGrid(), new Shape(1, 3, 3, 1), [1, 0, 1e30f, 0, 1, -3]), Draw.Tensor(new Shape(1, 3, 3, 1), 1)).Numbers,
            number => Assert.Equal(0, number));

    [Fact]
    public void Misuse_is_refused()
    {
        var layer = new SpatialTransformer(new Sequential(new Flatten(), new Dense(16, 5)), new AffineGrid()) { Name = "stn" };
        Assert.Equal(
            "SpatialTransformer \"stn\": expected input of which the localisation network makes [2, 6], got [2, 4, 4, 1]: it makes [2, 5]: end it with SpatialTransformer.Head.",
            Assert.Throws<ArgumentException>(() => layer.OutputShape(new Shape(2, 4, 4, 1))).Message);
        Assert.Equal(
            "SpatialTransformer \"stn\": expected input [batch, H, W, C], got [2, 16]: transform pictures before they are flattened.",
            Assert.Throws<ArgumentException>(() => layer.OutputShape(new Shape(2, 16))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThinPlateGrid(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThinPlateGrid(17));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThinPlateGrid(3, 0));
    }

    [Fact]
    public void Its_description_survives()
    {
        RoundTrip.AssertSurvives(
            new SpatialTransformer(new Sequential(new Flatten(), SpatialTransformer.Head(4, new AffineGrid())), new AffineGrid(SamplingConvention.Published)),
            """{"layer":"SpatialTransformer","localization":{"layers":[{"layer":"Flatten","name":"flatten1"},{"layer":"Dense","name":"theta","inputs":4,"outputs":6,"hasBias":true}]},"grid":{"grid":"affine","convention":"Published"}}""");
        RoundTrip.AssertSurvives(
            new SpatialTransformer(new Sequential(new Relu()), new ThinPlateGrid(4, 0.8)),
            """{"layer":"SpatialTransformer","localization":{"layers":[{"layer":"Relu","name":"relu1"}]},"grid":{"grid":"thin-plate","convention":"Exact","controlPoints":4,"extent":0.8}}""");
        Assert.Equal(
            "SpatialTransformer, thin plate of 3×3 points, 90 weights",
            new SpatialTransformer(new Sequential(new Flatten(), SpatialTransformer.Head(4, new ThinPlateGrid())), new ThinPlateGrid()).ToString());
    }

    // A transformer whose θ is what it is told, whatever the picture.
    private static SpatialTransformer Layer(SpatialGrid grid, Shape input, ReadOnlySpan<float> theta)
    {
        Dense head = SpatialTransformer.Head(input.WithoutBatch().Count, grid);
        theta.CopyTo(head.Bias!.Value.Span);
        return new SpatialTransformer(new Sequential(new Flatten(), head), grid);
    }
}
