namespace DigitLab.Neural;

/// <summary>The gradient of a dense layer's weights, not yet computed: an optimizer takes it block by block, while a block is in the cache.</summary>
/// <remarks>
/// Three million weights and their gradients pass through memory several times in a step: written by the backward pass, read by the optimizer. Where the step
/// follows at once (<see cref="NetworkPlan.BackwardAndStep"/>), the gradient need never be there as a whole. It is what the layer's input and ∂y make it,
/// so it holds as long as those do: until the plan's next forward pass.
/// </remarks>
internal sealed class DeferredGradient(DensePlan plan)
{
    // Whole tiles of 6 rows, and whole vectors whatever the columns.
    private const int RowsAtOnce = 48;

    private readonly Tensor _outputGradient = new(new Shape(plan.Batch, plan.Outputs));
    private Tensor? _input;

    /// <summary>How many blocks there are.</summary>
    internal int Blocks => (plan.Inputs + RowsAtOnce - 1) / RowsAtOnce;

    /// <summary>Numbers that a block is computed in.</summary>
    internal int ScratchLength => CopiesAt + (plan.Batch * DensePlan.BlockStride);

    private int CopiesAt => (RowsAtOnce * plan.Outputs) + Tensor.Slack;

    /// <summary>Whether weights are so many that it is worth it: more than the second-level caches hold.</summary>
    internal static bool Suits(int inputs, int outputs) => (long)inputs * outputs >= 1 << 18;

    /// <summary>Takes the input, which must stay as it is, and a copy of ∂y.</summary>
    internal void Take(Tensor input, Tensor outputGradient)
    {
        _input = input;
        outputGradient.Span.CopyTo(_outputGradient.Span);
    }

    /// <summary>A block's first number among all, and how many it has.</summary>
    internal (int Start, int Length) RangeOf(int block)
    {
        int row = block * RowsAtOnce;
        return (row * plan.Outputs, Math.Min(RowsAtOnce, plan.Inputs - row) * plan.Outputs);
    }

    /// <summary>Computes a block into the first of <see cref="ScratchLength"/> numbers.</summary>
    internal void Compute<TLanes, TVector>(int block, Tensor scratch)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => Compute<TLanes, TVector>(block, ref scratch.First, scratch.Span[CopiesAt..]);

    /// <summary>Writes all of it.</summary>
    internal void WriteTo(Tensor gradient, Workers workers)
    {
        workers.Scratch.Reserve(ScratchLength);
        workers.RunVectors(Blocks, new WriteJob(this, gradient, workers.Scratch));
    }

    private void Compute<TLanes, TVector>(int block, ref float to, Span<float> copies)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int row = block * RowsAtOnce, rows = Math.Min(RowsAtOnce, plan.Inputs - row);
        DenseGradientBlock.Run<TLanes, TVector>(plan, _input!, _outputGradient, row, rows, 0, plan.Outputs, ref to, ProductStart.Zero, copies);
    }

    private readonly struct WriteJob(DeferredGradient deferred, Tensor gradient, ScratchMemory scratch) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int taken = scratch.Take(deferred.ScratchLength, out Tensor copies);
            try
            {
                deferred.Compute<TLanes, TVector>(piece, ref gradient.Span[deferred.RangeOf(piece).Start], copies.Span);
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }
    }
}
