namespace DigitLab.Neural;

/// <summary>A spatial transformer: a small network looks at the picture and says how to move, turn or bend it for the layers behind.</summary>
/// <remarks>
/// The localisation network makes θ of the picture, the grid makes of θ the place from which each pixel is read, and a bilinear sampler reads
/// it there, zeros outside. Gradients reach the picture and, through the places, the localisation network.
/// Input [batch, H, W, C]; output of the same shape. To start from the identity, end the localisation network with <see cref="Head"/>.
/// Source: Jaderberg, Simonyan, Zisserman, Kavukcuoglu 2015, arXiv:1506.02025.
/// </remarks>
public sealed class SpatialTransformer : Layer
{
    /// <summary>A spatial transformer.</summary>
    /// <param name="localization">From pictures to θ: its output must be [batch, <see cref="SpatialGrid.ParameterCount"/>].</param>
    /// <param name="grid">From θ to places.</param>
    public SpatialTransformer(Sequential localization, SpatialGrid grid)
    {
        ArgumentNullException.ThrowIfNull(localization);
        ArgumentNullException.ThrowIfNull(grid);
        (Localization, Grid) = (localization, grid);
        localization.Name = "localization";
        Children = [localization];
    }

    /// <summary>The network that says how.</summary>
    public Sequential Localization { get; }

    /// <summary>What its numbers mean.</summary>
    public SpatialGrid Grid { get; }

    /// <summary>The localisation network.</summary>
    public override IReadOnlyList<Layer> Children { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Localization.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<RunningStatistic> Statistics => Localization.Statistics;

    /// <summary>A last layer for the localisation network: dense, with weights of zero and the identity as bias, so that training starts there.</summary>
    /// <param name="inputs">Numbers that come out of the layers before it.</param>
    /// <param name="grid">What its outputs mean.</param>
    public static Dense Head(int inputs, SpatialGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new Dense(inputs, grid.ParameterCount, initializer: Initializer.Zeros, biasInitializer: Initializer.Given(grid.Identity)) { Name = "theta" };
    }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new SpatialTransformerDescription((SequentialDescription)Localization.Describe(), Grid);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        if (input.Rank != 4)
        {
            throw Refusal("[batch, H, W, C]", input, "transform pictures before they are flattened");
        }

        Shape theta = Localization.OutputShape(input), expected = new(input[0], Grid.ParameterCount);
        return theta == expected
            ? input
            : throw Refusal($"of which the localisation network makes {expected}", input, $"it makes {theta}: end it with SpatialTransformer.Head");
    }

    /// <inheritdoc/>
    /// <remarks>The grid's tables, a number for each of θ's and each pixel, count as well.</remarks>
    public override int LargestOutput(Shape input) =>
        Math.Max(Math.Max(input.Count, Localization.LargestOutput(input)), new Shape(input[1], input[2], Grid.ParameterCount).Count);

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        Memory memory = pass.Memory<Memory>();
        memory.Localization.Random = pass.Random;
        Localization.Forward(input, memory.Theta, memory.Localization);
        SpatialGridKernel.Forward(memory.Basis, memory.Theta, memory.Coordinates, pass.Workers);
        BilinearSamplerKernel.Forward(input, memory.Coordinates, output, pass.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        Memory memory = pass.Memory<Memory>();
        BilinearSamplerKernel.Backward(
            input, memory.Coordinates, outputGradient, memory.CoordinateGradient!, inputGradient is null ? null : memory.InputGradient, pass.Workers);
        SpatialGridKernel.Backward(memory.Basis, memory.CoordinateGradient!, memory.ThetaGradient!, pass.Workers);
        Localization.Backward(input, memory.Theta, memory.ThetaGradient!, inputGradient, memory.Localization);
        if (inputGradient is not null)
        {
            ElementwiseKernel.Add(inputGradient, memory.InputGradient!, inputGradient, pass.Workers);
        }
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input) =>
        Localization.MultiplyAdds(input) + ((long)input[0] * input[1] * input[2] * (Grid.ParameterCount + (4 * input[3])));

    /// <summary>A line of a summary: <c>SpatialTransformer, affine, 4738 weights</c>.</summary>
    public override string ToString() => $"SpatialTransformer, {Grid.Title}, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => new Memory(this, input, isTraining, workers);

    private sealed class Memory
    {
        internal Memory(SpatialTransformer layer, Shape input, bool isTraining, Workers workers)
        {
            Localization = new Pass(layer.Localization, input, isTraining, workers);
            Basis = layer.Grid.BasisFor(input[1], input[2]);
            Theta = new Tensor(new Shape(input[0], layer.Grid.ParameterCount));
            Coordinates = new Tensor(new Shape(input[0], 2, Basis.Places));
            if (isTraining)
            {
                ThetaGradient = new Tensor(Theta.Shape);
                CoordinateGradient = new Tensor(Coordinates.Shape);
                InputGradient = new Tensor(input);
            }
        }

        internal Pass Localization { get; }

        internal GridBasis Basis { get; }

        internal Tensor Theta { get; }

        internal Tensor Coordinates { get; }

        internal Tensor? ThetaGradient { get; }

        internal Tensor? CoordinateGradient { get; }

        internal Tensor? InputGradient { get; }
    }
}
