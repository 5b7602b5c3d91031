namespace DigitLab.Benchmarks;

/// <summary>A piece of work that a network of the zoo gives to a kernel.</summary>
/// <param name="Name">Network, layer, shapes and direction: <c>lenet5 conv2: 6→16 5×5 on 14×14, forward</c>.</param>
/// <param name="Batch">Samples at once: few, for the naive twin's sake.</param>
/// <param name="MultiplyAdds">Of the plain algorithm, for the batch; 0 where the work is to move numbers.</param>
/// <param name="Prepare">Makes the tensors.</param>
public sealed record KernelCase(string Name, int Batch, long MultiplyAdds, Func<KernelPair> Prepare)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
