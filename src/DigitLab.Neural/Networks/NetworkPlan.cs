namespace DigitLab.Neural;

/// <summary>The memory with which a network runs on batches of one size; nothing is allocated after it is made.</summary>
/// <remarks>
/// Fill <see cref="Input"/>, call <see cref="Forward"/>, read <see cref="Output"/>. In training, write ∂loss/∂output into
/// <see cref="OutputGradient"/> and call <see cref="Backward"/>. Not for two threads at once: make a plan for each.
/// A plan for inference prepares the network's weights when it is made: after they have changed, call <see cref="Refresh"/>.
/// </remarks>
public sealed class NetworkPlan
{
    private readonly Network _network;
    private readonly Workers _workers;
    private readonly Pass? _training;
    private readonly InferencePlan? _inference;
    private LayerClock? _clock;
    private bool _hasDeferred;   // gradients may still hang on what the last forward pass left

    internal NetworkPlan(Network network, int batchSize, bool isTraining, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        (_network, _workers) = (network, workers);
        Shape input = network.InputShape.WithBatch(batchSize);
        Input = new Tensor(input);
        Output = new Tensor(network.OutputShape.WithBatch(batchSize));
        OutputGradient = new Tensor(Output.Shape);
        if (isTraining)
        {
            _training = new Pass(network.Body, input, isTraining, workers);
        }
        else
        {
            _inference = new InferencePlan(network, Input, Output, workers);
        }
    }

    /// <summary>Samples in a batch.</summary>
    public int BatchSize => Input.Shape[0];

    /// <summary>The batch: <c>[batch, height, width, channels]</c>.</summary>
    public Tensor Input { get; }

    /// <summary>What the network makes of it: <c>[batch, classes]</c>.</summary>
    public Tensor Output { get; }

    /// <summary>∂loss/∂output, to be written before <see cref="Backward"/>.</summary>
    public Tensor OutputGradient { get; }

    /// <summary>Times the network's layers; null, as it usually is, for nothing.</summary>
    internal LayerClock? Clock
    {
        get => _clock;
        set
        {
            _clock = value;
            if (_training is not null)
            {
                _training.Clock = value;
            }
        }
    }

    /// <summary>Computes the output of the input.</summary>
    /// <param name="random">Seed, epoch and, as sample, the number of the batch's first digit in the epoch; only training draws from it.</param>
    public void Forward(RandomKey random = default)
    {
        if (_training is null)
        {
            _inference!.Forward(_clock);
            return;
        }

        SettleGradients();
        _training.Random = random;
        _network.Body.Forward(Input, Output, _training);
    }

    /// <summary>Adds to every parameter's gradient, from <see cref="OutputGradient"/> and what <see cref="Forward"/> left.</summary>
    /// <exception cref="InvalidOperationException">The plan is for inference.</exception>
    public void Backward()
    {
        if (_training is null)
        {
            throw new InvalidOperationException("This plan is for inference and keeps nothing for a backward pass: make one with ForTraining.");
        }

        _network.Body.Backward(Input, Output, OutputGradient, null, _training);
    }

    /// <summary>A backward pass and an optimizer's step in one, with the bits of <see cref="Backward"/> and <see cref="Optimizer.Step(double, Workers)"/>.</summary>
    /// <remarks>The gradient of large dense weights goes into the step block by block, and saves two ways through memory. It may be read afterwards as ever.</remarks>
    /// <param name="optimizer">Of this network's parameters.</param>
    /// <param name="learningRate">The step's size.</param>
    /// <exception cref="InvalidOperationException">The plan is for inference.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public void BackwardAndStep(Optimizer optimizer, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (_training is not null)
        {
            (_training.DefersGradients, _hasDeferred) = (true, true);
        }

        try
        {
            Backward();
            optimizer.Step(learningRate, _workers);
        }
        finally
        {
            _training?.DefersGradients = false;
        }
    }

    /// <summary>Takes the network's weights and running statistics as they are now, for the passes that follow.</summary>
    /// <remarks>
    /// A plan for inference works with weights that it prepared: until this is called, a change of the network's may be seen in part or not at
    /// all. Plans for training always work with the network's own, and have nothing to take.
    /// </remarks>
    public void Refresh() => _inference?.Refresh();

    private void SettleGradients()
    {
        if (_hasDeferred)
        {
            _hasDeferred = false;
            for (int i = 0; i < _network.Parameters.Count; i++)   // an enumerator would be allocated
            {
                _network.Parameters[i].Parameter.Settle();
            }
        }
    }
}
