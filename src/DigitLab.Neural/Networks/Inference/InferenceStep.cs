namespace DigitLab.Neural;

/// <summary>One step of a chain prepared for inference: a layer, or several that are done in one go.</summary>
/// <remarks>
/// A step holds weights of its own, made of the layers' (<see cref="Refresh"/>), and no memory: that is planned for a batch
/// (<see cref="Prepare"/>) and handed in, so that many threads may run one step at once.
/// </remarks>
/// <param name="startsAt">The place, among the network's outermost layers, of the layer that the step is made of, before it takes others in.</param>
internal abstract class InferenceStep(int startsAt)
{
    /// <summary>The place, among the network's outermost layers, of the first layer that the step does: where a profile notes its time.</summary>
    internal int StartsAt { get; } = startsAt;

    /// <summary>The place of the last layer that the step does.</summary>
    internal int EndsAt { get; private set; } = startsAt;

    /// <summary>Whether the output is the input's own memory, seen under another shape.</summary>
    internal virtual bool IsView => false;

    /// <summary>How many weights are read, however many samples there are.</summary>
    internal virtual int Weights => 0;

    /// <summary>Takes the following layer into this step, if it can.</summary>
    /// <param name="next">The layer behind all that the step does already.</param>
    /// <param name="place">Its place among the network's outermost layers.</param>
    /// <returns>Whether it is now done here.</returns>
    internal bool Absorb(Layer next, int place)
    {
        bool absorbed = TryAbsorb(next);
        if (absorbed)
        {
            EndsAt = place;
        }

        return absorbed;
    }

    /// <summary>The output's shape for an input's, both with the batch in front.</summary>
    internal abstract Shape OutputShape(Shape input);

    /// <summary>Multiply-adds for such an input, or numbers moved where there is nothing to multiply.</summary>
    internal abstract long Work(Shape input);

    /// <summary>Makes the step's weights of what the layers' are now, as everything wants them that was planned before.</summary>
    internal abstract void Refresh(Workers workers);

    /// <summary>Plans what a pass over an input of this shape needs beside input and output.</summary>
    internal abstract object? Prepare(Shape input, Workers workers);

    /// <summary>Computes the output.</summary>
    /// <param name="input">The batch, or a slice of it.</param>
    /// <param name="output">Overwritten.</param>
    /// <param name="memory">What <see cref="Prepare"/> returned.</param>
    /// <param name="workers">The threads.</param>
    internal abstract void Forward(Tensor input, Tensor output, object? memory, Workers workers);

    /// <summary>Changes the step so that it does the following layer too, if that is possible.</summary>
    protected virtual bool TryAbsorb(Layer next) => false;
}
