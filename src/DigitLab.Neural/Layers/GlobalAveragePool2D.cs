namespace DigitLab.Neural;

/// <summary>The mean of each channel over the whole picture.</summary>
/// <remarks>
/// y[n,c] = Σ_{i,j} x[n,i,j,c] / (H · W). Input [batch, H, W, C]; output [batch, C]. What class activation maps are read from.
/// Source: Lin, Chen, Yan 2014, "Network in network", §3.2, arXiv:1312.4400.
/// </remarks>
public sealed class GlobalAveragePool2D : Layer
{
    /// <inheritdoc/>
    public override LayerDescription Describe() => new GlobalAveragePool2DDescription();

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank == 4
        ? new Shape(input[0], input[3])
        : throw Refusal("[batch, H, W, C]", input, "pool pictures before they are flattened");

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        AveragePoolKernel.Forward(Whole(input.Shape), countsPadding: true, input, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            AveragePoolKernel.InputGradient(Whole(input.Shape), countsPadding: true, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>GlobalAveragePool2D</c>.</summary>
    public override string ToString() => "GlobalAveragePool2D";

    // One window that spans the picture.
    private static WindowGeometry Whole(Shape input) => new(input[1], input[2], 1, Padding.None, 1);
}
