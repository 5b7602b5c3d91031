namespace DigitLab.Neural;

/// <summary>Sees each picture as a plain row of numbers: [batch, H, W, C] becomes [batch, H·W·C].</summary>
/// <remarks>Row by row, pixel by pixel, channels innermost. Other programs, whose channels come first, order the row otherwise.</remarks>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override LayerDescription Describe() => new FlattenDescription();

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(input[0], input.WithoutBatch().Count);

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) => CopyUnlessShared(input, output);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            CopyUnlessShared(outputGradient, inputGradient);
        }
    }

    /// <summary>A line of a summary: <c>Flatten</c>.</summary>
    public override string ToString() => "Flatten";

    private static void CopyUnlessShared(Tensor from, Tensor to)
    {
        if (!from.SharesMemoryWith(to))
        {
            from.Span.CopyTo(to.Span);
        }
    }
}
