namespace DigitLab.Neural;

/// <summary>What one layer needs to run once beside its tensors: the mode, the threads, the random numbers' key, and its planned memory.</summary>
/// <remarks>A backward pass gets the object that its forward pass had, and finds there what that left behind.</remarks>
public sealed class Pass
{
    private readonly object? _memory;

    internal Pass(Layer layer, Shape input, bool isTraining, Workers workers)
    {
        IsTraining = isTraining;
        Workers = workers;
        _memory = layer.Prepare(input, isTraining, workers);
    }

    /// <summary>Whether this is training, where dropout drops and statistics are the batch's own.</summary>
    public bool IsTraining { get; }

    /// <summary>The threads that do the work.</summary>
    public Workers Workers { get; }

    /// <summary>Names this step's random numbers: seed, epoch, and as sample the number of the batch's first digit within the epoch.</summary>
    public RandomKey Random { get; internal set; }

    /// <summary>Whether the backward pass is for the input's sake alone: products then leave their weights' gradients as they are.</summary>
    internal bool SkipsWeights { get; set; }

    /// <summary>Whether an optimizer's step follows the backward pass at once, so that large gradients may wait for it.</summary>
    internal bool DefersGradients { get; set; }

    /// <summary>Times a chain's layers, where somebody wants to know; null otherwise.</summary>
    internal LayerClock? Clock { get; set; }

    /// <summary>What <see cref="Layer.Prepare"/> returned.</summary>
    /// <exception cref="InvalidOperationException">The pass was planned for another layer.</exception>
    public T Memory<T>()
        where T : class =>
        _memory as T ?? throw new InvalidOperationException($"This pass was planned without a {typeof(T).Name}: plan one for the layer that runs.");
}
