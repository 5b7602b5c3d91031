namespace DigitLab.Neural;

/// <summary>One step of a network: a function of a batch, and its derivative.</summary>
/// <remarks>
/// There is no tape: <see cref="Forward"/> computes, <see cref="Backward"/> carries the loss's gradient back, both explicitly.
/// A layer owns its parameters and nothing else. What a pass needs in memory is planned once for a network and a batch size
/// (<see cref="Prepare"/>) and comes in with the <see cref="Pass"/>, so that many passes may use one layer's weights at once.
/// </remarks>
public abstract class Layer
{
    private readonly List<Parameter> _parameters = [];
    private readonly List<RunningStatistic> _statistics = [];

    /// <summary>The layer's name in its network, such as <c>conv1</c>; given by the network where nobody chose one.</summary>
    public string Name { get; set; } = "";

    /// <summary>What training changes, in a fixed order.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>What the layer gathers from its training batches without a gradient, in a fixed order; most layers gather nothing.</summary>
    public virtual IReadOnlyList<RunningStatistic> Statistics => _statistics;

    /// <summary>The layers inside a composite layer, in a fixed order; empty for all others.</summary>
    public virtual IReadOnlyList<Layer> Children => [];

    /// <summary>How many numbers training changes.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Value.Length);

    /// <summary>Whether the output is the input's own memory, seen under another shape.</summary>
    public virtual bool IsView => false;

    /// <summary>The layer's kind and settings, from which <see cref="LayerDescription.Build"/> makes another like it.</summary>
    /// <remarks>Its name is a matter of the chain that it stands in, which adds it.</remarks>
    public abstract LayerDescription Describe();

    /// <summary>The output's shape for an input's.</summary>
    /// <param name="input">With the batch in front.</param>
    /// <exception cref="ArgumentException">The layer cannot take such an input; the message names both shapes.</exception>
    public abstract Shape OutputShape(Shape input);

    /// <summary>Computes the output.</summary>
    /// <param name="input">The batch.</param>
    /// <param name="output">Overwritten; shaped as <see cref="OutputShape"/> says.</param>
    /// <param name="pass">Mode, threads and memory.</param>
    public abstract void Forward(Tensor input, Tensor output, Pass pass);

    /// <summary>Adds the parameters' gradients to what they hold, and writes the input's.</summary>
    /// <param name="input">What <see cref="Forward"/> was given.</param>
    /// <param name="output">What it made of it.</param>
    /// <param name="outputGradient">∂loss/∂output.</param>
    /// <param name="inputGradient">Overwritten with ∂loss/∂input; null for a first layer, where nobody needs it.</param>
    /// <param name="pass">The forward pass's own.</param>
    public abstract void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass);

    /// <summary>The most numbers that the layer, or one inside it, makes of an input at once: what a pass needs in memory at least.</summary>
    /// <exception cref="ArgumentException">The layer cannot take such an input.</exception>
    /// <exception cref="OverflowException">They are more than 2³¹ − 1.</exception>
    public virtual int LargestOutput(Shape input) => OutputShape(input).Count;

    /// <summary>Multiply-adds of one forward pass over an input, the field's measure of a layer's work.</summary>
    public virtual long MultiplyAdds(Shape input) => 0;

    /// <summary>The layer's place in its network, first to last: what keeps the random numbers of layers apart.</summary>
    internal int Number { get; set; }

    /// <summary>What a name that nobody chose begins with: <c>conv</c>, <c>dense</c>.</summary>
    internal string NameStem => GetType().Name switch
    {
        nameof(Conv2D) => "conv",
        nameof(DepthwiseConv2D) => "depthwise",
        nameof(MaxPool2D) or nameof(AveragePool2D) or nameof(GlobalAveragePool2D) => "pool",
        nameof(TrainableSubsampling2D) => "subsampling",
        nameof(ChannelDropout) => "dropout",
        nameof(BatchNorm) => "bn",
        nameof(ZeroPad2D) => "pad",
        nameof(SpatialTransformer) => "transformer",
        string kind => kind.ToLowerInvariant(),
    };

    /// <summary>Plans what a pass over an input of this shape needs beside input and output.</summary>
    /// <param name="input">With the batch in front.</param>
    /// <param name="isTraining">Whether a backward pass may follow.</param>
    /// <param name="workers">The threads that will do the work: for a composite layer's inner passes, not for any cut of the work.</param>
    /// <returns>Memory that <see cref="Pass.Memory{T}"/> hands out again; null where nothing is needed.</returns>
    protected internal virtual object? Prepare(Shape input, bool isTraining, Workers workers) => null;

    /// <summary>Adds a parameter, in the constructor.</summary>
    protected Parameter Add(string name, Shape shape, Initializer initializer)
    {
        var parameter = new Parameter(name, shape, initializer);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a running statistic, in the constructor.</summary>
    /// <param name="name">Unlike the parameters' names.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="start">What all its numbers are before the first batch.</param>
    protected RunningStatistic AddStatistic(string name, Shape shape, float start)
    {
        var statistic = new RunningStatistic(name, shape, start);
        _statistics.Add(statistic);
        return statistic;
    }

    /// <summary>The refusal of an input, in the one form that all layers use.</summary>
    protected ArgumentException Refusal(string expected, Shape got, string whatToDo) =>
        new($"{GetType().Name}{(Name.Length > 0 ? $" \"{Name}\"" : "")}: expected input {expected}, got {got}: {whatToDo}.");
}
