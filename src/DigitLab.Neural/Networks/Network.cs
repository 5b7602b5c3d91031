namespace DigitLab.Neural;

/// <summary>A chain of layers with the shape of its input and the preparation that its pictures need: what is trained, saved and asked.</summary>
/// <remarks>
/// The network holds weights and nothing else; to run it, make a <see cref="NetworkPlan"/> for a batch size. Plans for inference may run
/// at the same time, each on a thread of its own.
/// </remarks>
public sealed class Network
{
    private const int LargestOfFile = 1 << 24;

    /// <summary>A network with weights of zero: call <see cref="Initialize"/>, or load a file.</summary>
    /// <param name="name">Its name, such as <c>lenet5</c>.</param>
    /// <param name="inputShape">One sample's shape: <c>[28, 28, 1]</c>.</param>
    /// <param name="body">The layers.</param>
    /// <exception cref="ArgumentException">The layers do not fit together, or two have the same name; the message says which.</exception>
    public Network(string name, Shape inputShape, Sequential body)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(body);
        (Name, InputShape, Body) = (name, inputShape, body);
        OutputShape = body.OutputShape(inputShape.WithBatch(1)).WithoutBatch();
        var parameters = new List<NamedParameter>();
        var statistics = new List<NamedTensor>();
        Collect(body, "", parameters, statistics);
        Parameters = parameters;
        State = [.. parameters.Select(named => new NamedTensor(named.Name, named.Parameter.Value)), .. statistics];
        if (State.CountBy(named => named.Name).FirstOrDefault(each => each.Value > 1).Key is { } twice)
        {
            throw new ArgumentException($"Network \"{name}\": two tensors are called \"{twice}\": give each layer a name of its own.", nameof(body));
        }

        int number = 0;
        foreach (Layer layer in SelfAndDescendants(body))
        {
            layer.Number = number++;
        }
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>One sample's shape.</summary>
    public Shape InputShape { get; }

    /// <summary>The output's shape for one sample: <c>[10]</c> for digits, a logit a class.</summary>
    public Shape OutputShape { get; }

    /// <summary>The layers.</summary>
    public Sequential Body { get; }

    /// <summary>How bytes become the numbers that the network was trained on.</summary>
    public InputNormalization Normalization { get; set; } = InputNormalization.Unit;

    /// <summary>What training changes, with names that are unique in the network: <c>conv1.weights</c>.</summary>
    public IReadOnlyList<NamedParameter> Parameters { get; }

    /// <summary>All numbers that make the network what it is, by name: the parameters' values, then running statistics.</summary>
    public IReadOnlyList<NamedTensor> State { get; }

    /// <summary>How many numbers training changes.</summary>
    public int ParameterCount => Body.ParameterCount;

    /// <summary>Multiply-adds of a forward pass for one sample.</summary>
    public long MultiplyAdds => Body.MultiplyAdds(InputShape.WithBatch(1));

    /// <summary>The most numbers that a layer makes of one sample at once (<see cref="Layer.LargestOutput"/>).</summary>
    /// <exception cref="OverflowException">They are more than 2³¹ − 1.</exception>
    public int LargestOutput => Body.LargestOutput(InputShape.WithBatch(1));

    /// <summary>A file's network, if running it takes no more memory than a network for pictures may need.</summary>
    /// <remarks>The zoo's largest map has 138,000 numbers. A file of a few hundred bytes could ask for borders of thousands of pixels.</remarks>
    /// <exception cref="ArgumentException">A layer makes more than 2²⁴ numbers of a sample.</exception>
    /// <exception cref="OverflowException">It makes more than 2³¹ − 1.</exception>
    public Network CheckedForFile() => LargestOutput <= LargestOfFile
        ? this
        : throw new ArgumentException($"Network \"{Name}\": expected layers that make at most {LargestOfFile} numbers of a sample, got one that makes {LargestOutput}.");

    /// <summary>Draws all first weights anew and forgets all running statistics.</summary>
    /// <param name="seed">The same seed gives the same bits, everywhere.</param>
    public void Initialize(ulong seed)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            Parameters[i].Parameter.Initialize(new RandomKey(seed, RandomPurpose.Weights, Sample: i));
        }

        foreach (RunningStatistic statistic in Body.Statistics)
        {
            statistic.Reset();
        }
    }

    /// <summary>Sets all gradients to zero, before a backward pass adds to them.</summary>
    public void ClearGradients()
    {
        for (int i = 0; i < Parameters.Count; i++)   // counted: an interface's enumerator would be allocated, in every step
        {
            Parameters[i].Parameter.ClearGradient();
        }
    }

    /// <summary>Plans the memory for training on batches of this size.</summary>
    /// <param name="batchSize">Samples at once; at least 1.</param>
    /// <param name="workers">The threads; all of the machine's cores if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is empty.</exception>
    public NetworkPlan ForTraining(int batchSize, Workers? workers = null) => new(this, batchSize, isTraining: true, workers ?? Workers.Shared);

    /// <summary>Plans inference on batches of this size: prepares the weights as they are now, and less memory than training needs.</summary>
    /// <remarks>
    /// Batch normalizations are folded into the weights beside them, so the last bits of the output may differ from those of a pass in
    /// training mode. They do not depend on batch size, threads or vector width. Call <see cref="NetworkPlan.Refresh"/> when weights have changed.
    /// </remarks>
    /// <param name="batchSize">Samples at once; at least 1.</param>
    /// <param name="workers">The threads; all of the machine's cores if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is empty.</exception>
    public NetworkPlan ForInference(int batchSize, Workers? workers = null) => new(this, batchSize, isTraining: false, workers ?? Workers.Shared);

    /// <summary>A line of a summary: <c>lenet5 [28, 28, 1] → [10], 61706 weights</c>.</summary>
    public override string ToString() => $"{Name} {InputShape} → {OutputShape}, {ParameterCount} weights";

    // What the innermost layers own, with the names that lead there.
    private static void Collect(Layer layer, string prefix, List<NamedParameter> parameters, List<NamedTensor> statistics)
    {
        if (layer.Children.Count == 0)
        {
            parameters.AddRange(layer.Parameters.Select(parameter => new NamedParameter($"{prefix}{parameter.Name}", parameter)));
            statistics.AddRange(layer.Statistics.Select(statistic => new NamedTensor($"{prefix}{statistic.Name}", statistic.Value)));
        }

        foreach (Layer child in layer.Children)
        {
            Collect(child, $"{prefix}{child.Name}.", parameters, statistics);
        }
    }

    private static IEnumerable<Layer> SelfAndDescendants(Layer layer) => layer.Children.SelectMany(SelfAndDescendants).Prepend(layer);
}
