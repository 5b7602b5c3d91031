namespace DigitLab.Neural;

/// <summary>A network at inference that keeps what every layer makes of its input, and carries gradients back to every layer and to the picture.</summary>
/// <remarks>
/// Fill <see cref="Input"/>, call <see cref="Forward"/>, and read <see cref="OutputOf"/>. Then <see cref="Backward(int)"/> gives the derivatives of
/// a class's score, and <see cref="Backward(Layer)"/> those of whatever was written into a layer's gradient. It works with weights and running
/// statistics as they were when it was made, on a copy: the network's own gradients stay untouched. Dropout drops nothing. The last bits of the
/// output may differ from those of <see cref="Network.ForInference"/>, which folds layers into one another. Not for two threads at once.
/// </remarks>
public sealed class NetworkTrace
{
    private readonly Layer[] _copies;
    private readonly Pass[] _passes;
    private readonly Tensor[] _outputs;
    private readonly Tensor[] _gradients;

    /// <summary>Plans the memory for batches of one size.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batchSize">Samples at once; at least 1.</param>
    /// <param name="workers">The threads; all of the machine's cores if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is empty.</exception>
    public NetworkTrace(Network network, int batchSize = 1, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Layers = network.Body.Children;
        _copies = [.. Layers.Select(DifferentiableCopy.Of)];
        (_passes, _outputs, _gradients) = (new Pass[Layers.Count], new Tensor[Layers.Count], new Tensor[Layers.Count]);
        Shape shape = network.InputShape.WithBatch(batchSize);
        (Input, InputGradient) = (new Tensor(shape), new Tensor(shape));
        for (int i = 0; i < Layers.Count; i++)
        {
            _passes[i] = new Pass(_copies[i], shape, isTraining: true, workers ?? Workers.Shared) { SkipsWeights = true };
            shape = _copies[i].OutputShape(shape);
            (_outputs[i], _gradients[i]) = (new Tensor(shape), new Tensor(shape));
        }
    }

    /// <summary>The network's layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The batch: <c>[batch, height, width, channels]</c>.</summary>
    public Tensor Input { get; }

    /// <summary>The network's output: <c>[batch, classes]</c>.</summary>
    public Tensor Output => _outputs[^1];

    /// <summary>The derivatives with respect to the input, after a backward pass.</summary>
    public Tensor InputGradient { get; }

    /// <summary>What a layer made of its input.</summary>
    /// <exception cref="ArgumentException">The layer is not one of <see cref="Layers"/>.</exception>
    public Tensor OutputOf(Layer layer) => _outputs[IndexOf(layer)];

    /// <summary>The derivatives with respect to a layer's output, after a backward pass; to be written before one from that layer.</summary>
    /// <exception cref="ArgumentException">The layer is not one of <see cref="Layers"/>.</exception>
    public Tensor GradientOf(Layer layer) => _gradients[IndexOf(layer)];

    /// <summary>Computes every layer's output.</summary>
    public void Forward()
    {
        Tensor from = Input;
        for (int i = 0; i < _copies.Length; i++)
        {
            _copies[i].Forward(from, _outputs[i], _passes[i]);
            from = _outputs[i];
        }
    }

    /// <summary>Computes the derivatives of one class's score (its logit), for each sample of the batch by itself.</summary>
    /// <param name="digit">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Backward(int digit)
    {
        CountOnly(digit, _gradients[^1]);
        Backward(Layers[^1]);
    }

    /// <summary>Weighs one class's score with 1 and all others with 0, in each sample of a batch.</summary>
    internal static void CountOnly(int digit, Tensor gradient)
    {
        int classes = gradient.Shape[1];
        ArgumentOutOfRangeException.ThrowIfNegative(digit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(digit, classes);
        gradient.Span.Clear();
        for (int sample = 0; sample < gradient.Shape[0]; sample++)
        {
            gradient.Span[(sample * classes) + digit] = 1;
        }
    }

    /// <summary>Carries what stands in a layer's gradient back to all layers before it, and to the input.</summary>
    /// <param name="from">The layer whose gradient was written.</param>
    /// <exception cref="ArgumentException">The layer is not one of <see cref="Layers"/>.</exception>
    public void Backward(Layer from)
    {
        for (int i = IndexOf(from); i >= 0; i--)
        {
            Tensor input = i == 0 ? Input : _outputs[i - 1], inputGradient = i == 0 ? InputGradient : _gradients[i - 1];
            _copies[i].Backward(input, _outputs[i], _gradients[i], inputGradient, _passes[i]);
        }
    }

    private int IndexOf(Layer layer)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            if (ReferenceEquals(Layers[i], layer))
            {
                return i;
            }
        }

        throw new ArgumentException($"Trace: expected one of the network's {Layers.Count} layers, got \"{layer?.Name}\", which is none of them.", nameof(layer));
    }
}
