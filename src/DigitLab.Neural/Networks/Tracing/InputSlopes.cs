namespace DigitLab.Neural;

/// <summary>A network's scores for a batch of pictures, and how they change with each pixel; of what is between it keeps nothing to look at.</summary>
/// <remarks>
/// Does what <see cref="NetworkTrace"/> does in less than half its time, since normalizations are folded, and rectifiers are done in passing; the last
/// bits may differ. It works with weights and running statistics as they were when it was made. Not for two threads at once.
/// </remarks>
internal sealed class InputSlopes
{
    private readonly Layer _body;
    private readonly Pass _pass;

    /// <summary>Plans the memory for batches of one size.</summary>
    internal InputSlopes(Network network, int batchSize, Workers workers)
    {
        Shape input = network.InputShape.WithBatch(batchSize);
        _body = DifferentiableCopy.Of(BatchNormFolding.Fold(network).Body);
        _pass = new Pass(_body, input, isTraining: true, workers) { SkipsWeights = true };
        (Input, InputGradient) = (new Tensor(input), new Tensor(input));
        Output = new Tensor(_body.OutputShape(input));
        OutputGradient = new Tensor(Output.Shape);
    }

    /// <summary>The batch: <c>[batch, height, width, channels]</c>.</summary>
    internal Tensor Input { get; }

    /// <summary>The scores: <c>[batch, classes]</c>.</summary>
    internal Tensor Output { get; }

    /// <summary>What is asked about, to be written before <see cref="Backward()"/>: how much each score counts.</summary>
    internal Tensor OutputGradient { get; }

    /// <summary>The slopes along each pixel.</summary>
    internal Tensor InputGradient { get; }

    /// <summary>Computes the scores.</summary>
    internal void Forward() => _body.Forward(Input, Output, _pass);

    /// <summary>Computes the slopes of what <see cref="OutputGradient"/> weighs.</summary>
    internal void Backward() => _body.Backward(Input, Output, OutputGradient, InputGradient, _pass);

    /// <summary>Computes the slopes of one class's score, for each picture of the batch by itself.</summary>
    internal void Backward(int digit)
    {
        NetworkTrace.CountOnly(digit, OutputGradient);
        Backward();
    }
}
