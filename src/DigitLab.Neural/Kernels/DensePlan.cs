namespace DigitLab.Neural;

/// <summary>The tables of offsets and the memory with which a dense layer becomes <see cref="PatchProduct"/>s.</summary>
internal sealed class DensePlan
{
    /// <summary>Rows, and columns, of an output in one piece of work.</summary>
    internal const int BlockLength = 64;

    internal DensePlan(int batch, int inputs, int outputs)
    {
        (Batch, Inputs, Outputs) = (batch, inputs, outputs);
        Consecutive = Offsets.Multiples(Math.Max(inputs, outputs), 1);
        InputRows = Offsets.Multiples(batch, inputs);
        OutputRows = Offsets.Multiples(batch, outputs);
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

    internal static int BlocksOf(int length) => (length + BlockLength - 1) / BlockLength;
}
