using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>An optimizer's step over a whole parameter: clipping, regularization and the rule in one pass over memory.</summary>
internal static class UpdateKernel
{
    /// <param name="rule">The optimizer's.</param>
    /// <param name="terms">What comes before it.</param>
    /// <param name="value">The weights, changed.</param>
    /// <param name="gradient">Their gradients; only read.</param>
    /// <param name="state">As many tensors as the rule has slots, changed.</param>
    /// <param name="workers">The threads.</param>
    internal static void Run<TRule>(TRule rule, GradientTerms terms, Tensor value, Tensor gradient, Tensor[] state, Workers workers)
        where TRule : struct, IUpdateRule =>
        workers.RunVectors(
            ElementwiseKernel.PiecesOf(value.Length),
            new UpdateJob<TRule>(rule, terms, value, gradient, rule.Slots > 0 ? state[0] : value, rule.Slots > 1 ? state[1] : value));

    private readonly struct UpdateJob<TRule>(TRule rule, GradientTerms terms, Tensor value, Tensor gradient, Tensor first, Tensor second) : IVectorJob
        where TRule : struct, IUpdateRule
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = ElementwiseKernel.EndOf(piece, value.Length), slots = rule.Slots;
            bool hasTerms = terms != GradientTerms.None;
            for (int i = piece * ElementwiseKernel.PieceLength; i < end; i += TLanes.Count)
            {
                TVector w = TLanes.Load(ref value.First, i), g = TLanes.Load(ref gradient.First, i);
                TVector s0 = slots > 0 ? TLanes.Load(ref first.First, i) : TLanes.Zero;
                TVector s1 = slots > 1 ? TLanes.Load(ref second.First, i) : TLanes.Zero;
                if (hasTerms)
                {
                    g = WithTerms<TLanes, TVector>(g, w);
                    w = TLanes.Multiply(w, TLanes.Spread(terms.Kept));
                }

                rule.Update<TLanes, TVector>(g, ref w, ref s0, ref s1);
                ElementwiseKernel.Store<TLanes, TVector>(w, ref value.First, i, end);
                if (slots > 0)
                {
                    ElementwiseKernel.Store<TLanes, TVector>(s0, ref first.First, i, end);
                }

                if (slots > 1)
                {
                    ElementwiseKernel.Store<TLanes, TVector>(s1, ref second.First, i, end);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVector WithTerms<TLanes, TVector>(TVector g, TVector w)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            TVector most = TLanes.Spread(terms.Limit), least = TLanes.Spread(-terms.Limit), push = TLanes.Spread(terms.L1);
            g = TLanes.Multiply(g, TLanes.Spread(terms.Scale));
            g = TLanes.Select(TLanes.GreaterThan(g, most), most, g);
            g = TLanes.Select(TLanes.GreaterThan(least, g), least, g);
            g = TLanes.FusedMultiplyAdd(TLanes.Spread(terms.L2), w, g);
            g = TLanes.Add(g, TLanes.Select(TLanes.GreaterThan(w, TLanes.Zero), push, TLanes.Zero));
            return TLanes.Subtract(g, TLanes.Select(TLanes.GreaterThan(TLanes.Zero, w), push, TLanes.Zero));
        }
    }
}
