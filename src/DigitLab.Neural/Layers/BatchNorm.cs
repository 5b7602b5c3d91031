namespace DigitLab.Neural;

/// <summary>Batch normalization: each channel is brought to mean 0 and variance 1 over the batch, then scaled and shifted as training likes.</summary>
/// <remarks>
/// <para>
/// y = γ · (x − μ) / √(σ² + ε) + β, channel by channel. In training μ and σ² are the batch's own, over all samples and pixels; at inference
/// they are running statistics, gathered in training: running ← (1 − momentum) · running + momentum · batch, as in PyTorch (Keras counts
/// the other way round: its momentum is 1 minus this one). The running variance is the unbiased one, divided by one less than the count.
/// </para>
/// <para>
/// Input [batch, features] or [batch, H, W, channels]; output of the same shape. γ [channels] starts at 1, β at 0. A batch with a
/// single number a channel has no variance: its output is β, no gradient passes, and the running statistics stay.
/// Source: Ioffe, Szegedy 2015, algorithms 1 and 2, arXiv:1502.03167.
/// </para>
/// </remarks>
public sealed class BatchNorm : Layer, IHalving, IBehindRectifier, ILeavesOutput, ILeavesGradient
{
    private readonly int _channels;

    /// <summary>A batch normalization.</summary>
    /// <param name="channels">Channels, or features, of the input; at least 1.</param>
    /// <param name="momentum">How much of each batch goes into the running statistics; above 0, at most 1.</param>
    /// <param name="epsilon">What is added to the variance; above 0.</param>
    /// <param name="isAffine">Whether γ and β are learned; without them they are 1 and 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public BatchNorm(int channels, double momentum = 0.1, double epsilon = 1e-5, bool isAffine = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (momentum is not (> 0 and <= 1) || epsilon is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(momentum), $"BatchNorm: expected a momentum above 0 and at most 1, and an epsilon above 0, got {momentum} and {epsilon}.");
        }

        (_channels, Momentum, Epsilon) = (channels, momentum, epsilon);
        var shape = new Shape(channels);
        Gamma = isAffine ? Add("gamma", shape, Initializer.Ones) : null;
        Beta = isAffine ? Add("beta", shape, Initializer.Zeros) : null;
        RunningMean = AddStatistic("mean", shape, start: 0);
        RunningVariance = AddStatistic("variance", shape, start: 1);
    }

    /// <summary>How much of each batch goes into the running statistics.</summary>
    public double Momentum { get; }

    /// <summary>What is added to the variance, so that nothing is divided by 0.</summary>
    public double Epsilon { get; }

    /// <summary>The learned scale, <c>[channels]</c>; null if there is none.</summary>
    public Parameter? Gamma { get; }

    /// <summary>The learned shift, <c>[channels]</c>; null if there is none.</summary>
    public Parameter? Beta { get; }

    /// <summary>The mean at inference, <c>[channels]</c>.</summary>
    public RunningStatistic RunningMean { get; }

    /// <summary>The variance at inference, <c>[channels]</c>.</summary>
    public RunningStatistic RunningVariance { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new BatchNormDescription(_channels, Momentum, Epsilon, Gamma is not null);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank >= 2 && input[-1] == _channels
        ? input
        : throw Refusal($"[batch, …, {_channels}]", input, "give the layer as many channels as the last axis has");

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) => Forward(input, output, ProductEnd.Sums, pass);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass) =>
        Backward(input, outputGradient, inputGradient, ProductEnd.Sums, isInputRectified: false, pass);

    /// <inheritdoc/>
    void IBehindRectifier.BackwardBehindRectifier(Tensor input, Tensor output, Tensor outputGradient, Tensor inputGradient, Pass pass) =>
        Backward(input, outputGradient, inputGradient, ProductEnd.Sums, isInputRectified: true, pass);

    /// <inheritdoc/>
    void IRectifying.ForwardRectified(Tensor input, Tensor output, Pass pass) => Forward(input, output, ProductEnd.Rectified, pass);

    /// <inheritdoc/>
    void IRectifying.BackwardRectified(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass) =>
        Backward(input, outputGradient, inputGradient, ProductEnd.Rectified, isInputRectified: false, pass);

    /// <inheritdoc/>
    bool IHalving.CanHalve(Shape input, HalvingOrder order, Pass pass) => order == HalvingOrder.RectifiedFirst && HalvedNormKernel.Suits(input);

    /// <inheritdoc/>
    void IHalving.ForwardHalved(Tensor input, Tensor halved, HalvingOrder order, Pass pass)
    {
        BatchNormPlan plan = Measured(input, pass);
        BatchNormKernel.SetFactors(plan, Gamma?.Value, Beta?.Value);
        HalvedNormKernel.Forward(plan, input, halved, pass.Workers);
    }

    /// <inheritdoc/>
    void IHalving.BackwardHalved(Tensor input, Tensor halved, Tensor halvedGradient, Tensor? inputGradient, Pass pass)
    {
        BatchNormPlan plan = pass.Memory<BatchNormPlan>();
        AddHalvedGradients(plan, input, halved, halvedGradient, pass.Workers);
        if (inputGradient is not null)
        {
            HalvedNormKernel.InputGradient(plan, input, halved, halvedGradient, inputGradient, pass.Workers);
        }
    }

    /// <inheritdoc/>
    PendingNorm ILeavesOutput.PendingOf(Pass pass) => pass.Memory<BatchNormPlan>().Pending!;

    /// <inheritdoc/>
    void ILeavesOutput.ForwardLeavingOutput(Tensor input, ChainStep step, Pass pass)
    {
        BatchNormPlan plan = Measured(input, pass);
        BatchNormKernel.SetFactors(plan, Gamma?.Value, Beta?.Value);
        plan.Pending!.End = step.IsRectified ? ProductEnd.Rectified : ProductEnd.Sums;
    }

    /// <inheritdoc/>
    NormGradient ILeavesGradient.BackwardLeavingGradient(Tensor input, Tensor output, Tensor outputGradient, ChainStep step, Pass pass)
    {
        BatchNormPlan plan = pass.Memory<BatchNormPlan>();
        if (step.IsHalved)
        {
            AddHalvedGradients(plan, input, output, outputGradient, pass.Workers);
            plan.InputGradient!.TakeHalved(input, output, outputGradient);
        }
        else
        {
            ProductEnd end = step.IsRectified ? ProductEnd.Rectified : ProductEnd.Sums;
            BatchNormGradientKernel.AddParameterGradients(plan, input, outputGradient, Gamma?.Value, Gamma?.Gradient, Beta?.Gradient, end, pass.Workers);
            plan.InputGradient!.Take(input, outputGradient, end, step.IsBehindRectifier);
        }

        return plan.InputGradient;
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input) => input.Count;

    /// <summary>A line of a summary: <c>BatchNorm of 32 channels, 64 weights</c>.</summary>
    public override string ToString() => $"BatchNorm of {_channels} channels, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => new BatchNormPlan(input, isTraining);

    private void Forward(Tensor input, Tensor output, ProductEnd end, Pass pass) =>
        BatchNormKernel.Apply(Measured(input, pass), input, Gamma?.Value, Beta?.Value, output, end, pass.Workers);

    // The plan with mean and deviation in it: the batch's in training, else the running ones.
    private BatchNormPlan Measured(Tensor input, Pass pass)
    {
        BatchNormPlan plan = pass.Memory<BatchNormPlan>();
        if (pass.IsTraining)
        {
            BatchNormKernel.Moments(plan, input, Epsilon, pass.Workers);
            UpdateStatistics(plan);
            return plan;
        }

        for (int c = 0; c < _channels; c++)
        {
            plan.Mean[c] = RunningMean.Value.Span[c];
            plan.InverseDeviation[c] = 1 / Math.Sqrt(RunningVariance.Value.Span[c] + Epsilon);
        }

        return plan;
    }

    private void Backward(Tensor input, Tensor outputGradient, Tensor? inputGradient, ProductEnd end, bool isInputRectified, Pass pass) =>
        BatchNormGradientKernel.Run(
            pass.Memory<BatchNormPlan>(),
            input,
            outputGradient,
            Gamma?.Value,
            Gamma?.Gradient,
            Beta?.Gradient,
            inputGradient,
            end,
            isInputRectified,
            pass.Workers);

    private void AddHalvedGradients(BatchNormPlan plan, Tensor input, Tensor halved, Tensor halvedGradient, Workers workers)
    {
        BatchNormGradientKernel.SetCenter(plan);
        HalvedNormKernel.Sums(plan, input, halved, halvedGradient, workers);
        BatchNormGradientKernel.Collect(plan, Gamma?.Value, Gamma?.Gradient, Beta?.Gradient);
    }

    private void UpdateStatistics(BatchNormPlan plan)
    {
        if (plan.Rows < 2)
        {
            return;
        }

        Span<float> mean = RunningMean.Value.Span, variance = RunningVariance.Value.Span;
        double unbiased = (double)plan.Rows / (plan.Rows - 1);
        for (int c = 0; c < _channels; c++)
        {
            mean[c] = (float)(((1 - Momentum) * mean[c]) + (Momentum * plan.Mean[c]));
            variance[c] = (float)(((1 - Momentum) * variance[c]) + (Momentum * plan.Variance[c] * unbiased));
        }
    }
}
