namespace DigitLab.Neural;

/// <summary>The tables of offsets and the memory with which a dense layer becomes <see cref="PatchProduct"/>s.</summary>
internal sealed class DensePlan
{
    /// <summary>Inputs in one piece of a gradient.</summary>
    internal const int BlockLength = 64;

    /// <summary>From one sample's block of inputs to the next, where they are copied together: an odd number of cache lines.</summary>
    internal const int BlockStride = BlockLength + 16;

    /// <summary>Outputs in one piece of work: long pieces of the weights' rows, which memory delivers faster than short ones.</summary>
    internal const int WideBlock = 256;

    // To list the terms of a few samples costs about as much as multiplying them with 15 columns.
    private const int LeastOutputsToList = 192;
    private const int LeastInputsToList = 128;

    internal DensePlan(int batch, int inputs, int outputs, bool isTraining)
    {
        (Batch, Inputs, Outputs) = (batch, inputs, outputs);
        Consecutive = Offsets.Multiples(Math.Max(inputs, outputs), 1);
        InputRows = Offsets.Multiples(batch, inputs);
        OutputRows = Offsets.Multiples(batch, outputs);
        WeightRows = Offsets.Multiples(Math.Min(inputs, BlockLength), outputs);
        BlockSteps = isTraining ? Offsets.Multiples(batch, BlockStride) : [];
        bool isWorthListing = batch == 1 || (inputs >= LeastInputsToList && outputs >= LeastOutputsToList);   // a single sample's weights come from memory
        NonzeroTerms = !isTraining && isWorthListing ? new NonzeroTerms(batch, inputs) : null;
        TurnedGradient = isTraining && batch < outputs ? new Tensor(new Shape(outputs, batch)) : null;
        DeferredGradient = isTraining && Neural.DeferredGradient.Suits(inputs, outputs) ? new DeferredGradient(this) : null;
        UsedOutputs = TurnedGradient is null ? [] : new int[outputs];
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

    /// <summary>The weights' gradient for an optimizer that takes it in blocks; null where there are few weights.</summary>
    internal DeferredGradient? DeferredGradient { get; }

    /// <summary>The outputs whose gradient is not 0 in every sample, as rows of <see cref="TurnedGradient"/>.</summary>
    internal int[] UsedOutputs { get; }

    /// <summary>Which inputs are not 0; null where looking for them would cost more than it saves.</summary>
    internal NonzeroTerms? NonzeroTerms { get; }

    internal static int BlocksOf(int length) => (length + BlockLength - 1) / BlockLength;
}
