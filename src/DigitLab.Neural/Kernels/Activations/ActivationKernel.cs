namespace DigitLab.Neural;

/// <summary>Activation functions over whole tensors.</summary>
internal static class ActivationKernel
{
    /// <summary>y = f(x).</summary>
    internal static void Forward<TActivation>(TActivation activation, Tensor x, Tensor y, Workers workers)
        where TActivation : struct, IActivation =>
        workers.RunVectors(ElementwiseKernel.PiecesOf(x.Length), new ForwardJob<TActivation>(activation, x, y));

    /// <summary>∂x = ∂y · f′(x).</summary>
    internal static void Backward<TActivation>(TActivation activation, Tensor x, Tensor y, Tensor yGradient, Tensor xGradient, Workers workers)
        where TActivation : struct, IActivation =>
        workers.RunVectors(ElementwiseKernel.PiecesOf(x.Length), new BackwardJob<TActivation>(activation, x, y, yGradient, xGradient));

    private readonly struct ForwardJob<TActivation>(TActivation activation, Tensor x, Tensor y) : IVectorJob
        where TActivation : struct, IActivation
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = ElementwiseKernel.EndOf(piece, x.Length);
            for (int i = piece * ElementwiseKernel.PieceLength; i < end; i += TLanes.Count)
            {
                TVector value = activation.Value<TLanes, TVector>(TLanes.Load(ref x.First, i));
                ElementwiseKernel.Store<TLanes, TVector>(value, ref y.First, i, end);
            }
        }
    }

    private readonly struct BackwardJob<TActivation>(TActivation activation, Tensor x, Tensor y, Tensor yGradient, Tensor xGradient) : IVectorJob
        where TActivation : struct, IActivation
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = ElementwiseKernel.EndOf(piece, x.Length);
            for (int i = piece * ElementwiseKernel.PieceLength; i < end; i += TLanes.Count)
            {
                TVector slope = activation.Derivative<TLanes, TVector>(TLanes.Load(ref x.First, i), TLanes.Load(ref y.First, i));
                ElementwiseKernel.Store<TLanes, TVector>(TLanes.Multiply(TLanes.Load(ref yGradient.First, i), slope), ref xGradient.First, i, end);
            }
        }
    }
}
