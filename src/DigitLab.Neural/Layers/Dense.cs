namespace DigitLab.Neural;

/// <summary>A fully connected layer: every output is a weighted sum of all inputs.</summary>
/// <remarks>
/// y[n,o] = b[o] + Σ_i x[n,i] · w[i,o]. Input [batch, inputs]; output [batch, outputs].
/// Weights [inputs, outputs] start He-normal with fan-in <c>inputs</c> unless told otherwise, the bias [outputs] at zero.
/// Initial weights: He et al. 2015, §2.2, arXiv:1502.01852.
/// </remarks>
public sealed class Dense : Layer, IRectifying
{
    private readonly int _inputs;
    private readonly int _outputs;

    /// <summary>A dense layer.</summary>
    /// <param name="inputs">Numbers in a sample; at least 1.</param>
    /// <param name="outputs">Numbers that come out; at least 1.</param>
    /// <param name="hasBias">Whether a bias is added to each output.</param>
    /// <param name="initializer">The weights' start; He-normal if null.</param>
    /// <param name="biasInitializer">The bias's start; zeros if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Dense(int inputs, int outputs, bool hasBias = true, Initializer? initializer = null, Initializer? biasInitializer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (_inputs, _outputs) = (inputs, outputs);
        Weights = Add("weights", new Shape(inputs, outputs), initializer ?? Initializer.HeNormal);
        Bias = hasBias ? Add("bias", new Shape(outputs), biasInitializer ?? Initializer.Zeros) : null;
    }

    /// <summary>The matrix, <c>[inputs, outputs]</c>.</summary>
    public Parameter Weights { get; }

    /// <summary>A number per output; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new DenseDescription(_inputs, _outputs, Bias is not null);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank == 2 && input[1] == _inputs
        ? new Shape(input[0], _outputs)
        : throw Refusal($"[batch, {_inputs}]", input, input.Rank == 4 ? "put a Flatten before it" : "give the layer this many inputs");

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        DenseKernel.Forward(pass.Memory<DensePlan>(), input, Weights.Value, Bias?.Value, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        DensePlan plan = pass.Memory<DensePlan>();
        if (!pass.SkipsWeights)
        {
            // A chain's first layer reads its caller's tensor, which may change at any time: its gradient cannot wait.
            AddWeightGradient(plan, input, outputGradient, inputGradient is not null && pass.DefersGradients, pass.Workers);
        }

        if (inputGradient is not null)
        {
            DenseKernel.InputGradient(plan, Weights.Value, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <inheritdoc/>
    void IRectifying.ForwardRectified(Tensor input, Tensor output, Pass pass) =>
        DenseKernel.Forward(pass.Memory<DensePlan>(), input, Weights.Value, Bias?.Value, output, pass.Workers, ProductEnd.Rectified);

    /// <inheritdoc/>
    void IRectifying.BackwardRectified(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        ElementwiseKernel.ReluGradient(output, outputGradient, outputGradient, pass.Workers);
        Backward(input, output, outputGradient, inputGradient, pass);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input) => (long)input[0] * _inputs * _outputs;

    /// <summary>A line of a summary: <c>Dense 400→120, 48120 weights</c>.</summary>
    public override string ToString() => $"Dense {_inputs}→{_outputs}, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) =>
        new DensePlan(input[0], _inputs, _outputs, isTraining);

    private void AddWeightGradient(DensePlan plan, Tensor input, Tensor outputGradient, bool mayWait, Workers workers)
    {
        if (mayWait && plan.DeferredGradient is { } deferred && Weights.TryDefer(deferred, workers))
        {
            deferred.Take(input, outputGradient);
            DenseKernel.AddBiasGradient(plan, outputGradient, Bias?.Gradient, workers);
        }
        else
        {
            DenseKernel.AddWeightGradient(plan, input, outputGradient, Weights.GradientToWrite(out ProductStart start), Bias?.Gradient, workers, start);
        }
    }
}
