namespace DigitLab.Neural;

/// <summary>The tables of offsets and the memory with which a dense layer becomes <see cref="PatchProduct"/>s.</summary>
internal sealed class DensePlan
{
    /// <summary>Inputs in one piece of a gradient.</summary>
    internal const int BlockLength = 64;

    /// <summary>From one sample's block of inputs to the next, where they are copied together: an odd number of cache lines.</summary>
    internal const int BlockStride = BlockLength + 16;

    /// <summary>Outputs in one piece of work: long pieces of the weights' rows, which memory delivers faster than short ones.</summary>
    internal const int WideBlock = 240;

    internal DensePlan(int batch, int inputs, int outputs, bool isTraining)
    {
        (Batch, Inputs, Outputs) = (batch, inputs, outputs);
        Consecutive = Offsets.Multiples(Math.Max(inputs, outputs), 1);
        InputRows = Offsets.Multiples(batch, inputs);
        OutputRows = Offsets.Multiples(batch, outputs);
        WeightRows = Offsets.Multiples(Math.Min(inputs, BlockLength), outputs);
        BlockSteps = isTraining ? Offsets.Multiples(batch, BlockStride) : [];
        TurnedGradient = isTraining && batch < outputs ? new Tensor(new Shape(outputs, batch)) : null;
    }

    internal int Batch { get; }

    internal int Inputs { get; }

    internal int Outputs { get; }

    /// <summary>0, 1, 2, …</summary>
    internal int[] Consecutive { get; }

    /// <summary>Where each sample's input starts.</summary>
    internal int[] InputRows { get; }

    /// <summary>Where each sample's output starts.</summary>
    internal int[] OutputRows { get; }

    /// <summary>Where each input's weights start, for a block of inputs.</summary>
    internal int[] WeightRows { get; }

    /// <summary>Where each sample's block of inputs starts, where they are copied together.</summary>
    internal int[] BlockSteps { get; }

    /// <summary>Space for ∂y turned, where an input gradient has fewer numbers than the weights.</summary>
    internal Tensor? TurnedGradient { get; }

    internal static int BlocksOf(int length) => (length + BlockLength - 1) / BlockLength;
}
