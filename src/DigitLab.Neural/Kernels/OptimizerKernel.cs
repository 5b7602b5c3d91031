namespace DigitLab.Neural;

/// <summary>The optimizers' arithmetic, weight by weight.</summary>
internal static class OptimizerKernel
{
    /// <summary>w ← w − η·g.</summary>
    internal static void Descend(Tensor value, Tensor gradient, float learningRate, Workers workers) =>
        workers.RunVectors(ElementwiseKernel.PiecesOf(value.Length), new DescendJob(value, gradient, learningRate));

    /// <summary>v ← μ·v + g; w ← w − η·v.</summary>
    internal static void DescendWithMomentum(
        Tensor value, Tensor gradient, Tensor velocity, float learningRate, float momentum, Workers workers) =>
        workers.RunVectors(ElementwiseKernel.PiecesOf(value.Length), new MomentumJob(value, gradient, velocity, learningRate, momentum));

    /// <summary>m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − step · m / (√v · scale + ε).</summary>
    internal static void Adam(Tensor value, Tensor gradient, Tensor mean, Tensor square, AdamConstants constants, Workers workers) =>
        workers.RunVectors(ElementwiseKernel.PiecesOf(value.Length), new AdamJob(value, gradient, mean, square, constants));

    private readonly struct DescendJob(Tensor value, Tensor gradient, float learningRate) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            TVector rate = TLanes.Spread(-learningRate);
            int end = ElementwiseKernel.EndOf(piece, value.Length);
            for (int i = piece * ElementwiseKernel.PieceLength; i < end; i += TLanes.Count)
            {
                TVector w = TLanes.FusedMultiplyAdd(rate, TLanes.Load(ref gradient.First, i), TLanes.Load(ref value.First, i));
                ElementwiseKernel.Store<TLanes, TVector>(w, ref value.First, i, end);
            }
        }
    }

    private readonly struct MomentumJob(Tensor value, Tensor gradient, Tensor velocity, float learningRate, float momentum) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            TVector rate = TLanes.Spread(-learningRate), kept = TLanes.Spread(momentum);
            int end = ElementwiseKernel.EndOf(piece, value.Length);
            for (int i = piece * ElementwiseKernel.PieceLength; i < end; i += TLanes.Count)
            {
                TVector v = TLanes.FusedMultiplyAdd(kept, TLanes.Load(ref velocity.First, i), TLanes.Load(ref gradient.First, i));
                TVector w = TLanes.FusedMultiplyAdd(rate, v, TLanes.Load(ref value.First, i));
                ElementwiseKernel.Store<TLanes, TVector>(v, ref velocity.First, i, end);
                ElementwiseKernel.Store<TLanes, TVector>(w, ref value.First, i, end);
            }
        }
    }

    private readonly struct AdamJob(Tensor value, Tensor gradient, Tensor mean, Tensor square, AdamConstants constants) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            TVector beta1 = TLanes.Spread(constants.Beta1), rest1 = TLanes.Spread(constants.Rest1);
            TVector beta2 = TLanes.Spread(constants.Beta2), rest2 = TLanes.Spread(constants.Rest2);
            TVector step = TLanes.Spread(-constants.StepSize);
            TVector scale = TLanes.Spread(constants.RootScale), epsilon = TLanes.Spread(constants.Epsilon);
            int end = ElementwiseKernel.EndOf(piece, value.Length);
            for (int i = piece * ElementwiseKernel.PieceLength; i < end; i += TLanes.Count)
            {
                TVector g = TLanes.Load(ref gradient.First, i);
                TVector m = TLanes.FusedMultiplyAdd(rest1, g, TLanes.Multiply(beta1, TLanes.Load(ref mean.First, i)));
                TVector v = TLanes.FusedMultiplyAdd(
                    TLanes.Multiply(rest2, g), g, TLanes.Multiply(beta2, TLanes.Load(ref square.First, i)));
                TVector root = TLanes.FusedMultiplyAdd(TLanes.SquareRoot(v), scale, epsilon);
                TVector w = TLanes.FusedMultiplyAdd(step, TLanes.Divide(m, root), TLanes.Load(ref value.First, i));
                ElementwiseKernel.Store<TLanes, TVector>(m, ref mean.First, i, end);
                ElementwiseKernel.Store<TLanes, TVector>(v, ref square.First, i, end);
                ElementwiseKernel.Store<TLanes, TVector>(w, ref value.First, i, end);
            }
        }
    }
}
