using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>An optimizer's step over a whole parameter: clipping, regularization and the rule in one pass over memory.</summary>
internal static class UpdateKernel
{
    /// <param name="rule">The optimizer's.</param>
    /// <param name="terms">What comes before it.</param>
    /// <param name="parameter">The weights, changed, and their gradients, only read: block by block where they are deferred.</param>
    /// <param name="state">As many tensors as the rule has slots, changed.</param>
    /// <param name="workers">The threads.</param>
    internal static void Run<TRule>(TRule rule, GradientTerms terms, Parameter parameter, Tensor[] state, Workers workers)
        where TRule : struct, IUpdateRule
    {
        if (parameter.Deferred is { } deferred)
        {
            workers.Scratch.Reserve(deferred.ScratchLength);
            workers.RunVectors(deferred.Blocks, new DeferredJob<TRule>(UpdateOf(rule, terms, parameter.Value, state), deferred, workers.Scratch));
        }
        else
        {
            Run(rule, terms, parameter.Value, parameter.Gradient, state, workers);
        }
    }

    /// <summary>The same with any gradient.</summary>
    internal static void Run<TRule>(TRule rule, GradientTerms terms, Tensor value, Tensor gradient, Tensor[] state, Workers workers)
        where TRule : struct, IUpdateRule =>
        workers.RunVectors(ElementwiseKernel.PiecesOf(value.Length), new GradientJob<TRule>(UpdateOf(rule, terms, value, state), value.Length, gradient));

    private static Update<TRule> UpdateOf<TRule>(TRule rule, GradientTerms terms, Tensor value, Tensor[] state)
        where TRule : struct, IUpdateRule =>
        new(rule, terms, value, rule.Slots > 0 ? state[0] : value, rule.Slots > 1 ? state[1] : value);

    private readonly struct GradientJob<TRule>(Update<TRule> update, int length, Tensor gradient) : IVectorJob
        where TRule : struct, IUpdateRule
    {
        private readonly Update<TRule> _update = update;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int start = piece * ElementwiseKernel.PieceLength;
            _update.Run<TLanes, TVector>(start, ElementwiseKernel.EndOf(piece, length), ref Unsafe.Add(ref gradient.First, start));
        }
    }

    // A block's gradient is computed, and used up while it is in the cache.
    private readonly struct DeferredJob<TRule>(Update<TRule> update, DeferredGradient deferred, ScratchMemory scratch) : IVectorJob
        where TRule : struct, IUpdateRule
    {
        private readonly Update<TRule> _update = update;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int taken = scratch.Take(deferred.ScratchLength, out Tensor block);
            try
            {
                (int start, int length) = deferred.RangeOf(piece);
                deferred.Compute<TLanes, TVector>(piece, block);
                _update.Run<TLanes, TVector>(start, start + length, ref block.First);
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }
    }

    private readonly struct Update<TRule>(TRule rule, GradientTerms terms, Tensor value, Tensor first, Tensor second)
        where TRule : struct, IUpdateRule
    {
        // The numbers from start to end; the gradient's first is that of start.
        internal void Run<TLanes, TVector>(int start, int end, ref float gradient)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int slots = rule.Slots;
            bool hasTerms = terms != GradientTerms.None;
            for (int i = start; i < end; i += TLanes.Count)
            {
                TVector w = TLanes.Load(ref value.First, i), g = TLanes.Load(ref gradient, i - start);
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
