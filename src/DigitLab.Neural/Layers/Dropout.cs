namespace DigitLab.Neural;

/// <summary>In training sets each number to 0 with probability p and divides the others by 1 − p; at inference does nothing.</summary>
/// <remarks>
/// Input and output of any shape. A digit's mask depends on the seed, the epoch, the digit's place in it and the layer's place in
/// the network, and on nothing else. Source: Srivastava et al. 2014, JMLR 15; the division, so that the expectation stays, as usual.
/// </remarks>
public sealed class Dropout : Layer
{
    /// <summary>A dropout.</summary>
    /// <param name="rate">The probability p; at least 0, less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public Dropout(double rate) => Rate = DropoutMask.CheckedRate(rate, nameof(Dropout));

    /// <summary>The probability that a number is dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new DropoutDescription(Rate);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        if (pass.IsTraining)
        {
            Tensor mask = pass.Memory<Tensor>();
            DropoutMask.Draw(mask, pass.Random, Number, Rate, pass.Workers);
            ElementwiseKernel.Multiply(input, mask, output, pass.Workers);
        }
        else
        {
            input.Span.CopyTo(output.Span);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            ElementwiseKernel.Multiply(outputGradient, pass.Memory<Tensor>(), inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>Dropout 0.25</c>.</summary>
    public override string ToString() => $"Dropout {Rate}";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => isTraining ? new Tensor(input) : null;
}
