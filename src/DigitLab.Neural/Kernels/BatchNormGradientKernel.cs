using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The backward pass of a batch normalization: two sums a channel, in parts of the batch, then one pass that writes.</summary>
internal static class BatchNormGradientKernel
{
    /// <summary>Adds ∂γ = Σ ∂y · (x − mean) · inverse deviation and ∂β = Σ ∂y, and writes ∂x = γ · inverse deviation · (∂y − ∂β/M − x̂ · ∂γ/M) for M rows.</summary>
    /// <remarks>
    /// Where the output was rectified, ∂y counts only where it is above 0: that is computed again, which is faster than reading it.
    /// Where the input had been rectified, ∂x becomes 0 where it is not above 0.
    /// </remarks>
    internal static void Run(
        BatchNormPlan plan,
        Tensor input,
        Tensor outputGradient,
        Tensor? gamma,
        Tensor? gammaGradient,
        Tensor? betaGradient,
        Tensor? inputGradient,
        ProductEnd end,
        bool isInputRectified,
        Workers workers)
    {
        AddParameterGradients(plan, input, outputGradient, gamma, gammaGradient, betaGradient, end, workers);
        if (inputGradient is not null)
        {
            workers.RunVectors(plan.PiecesOf(input.Length), new InputGradientJob(plan, input, outputGradient, inputGradient, end, isInputRectified));
        }
    }

    /// <summary>The same without ∂x, of which all that it needs stays in the plan.</summary>
    internal static void AddParameterGradients(
        BatchNormPlan plan, Tensor input, Tensor outputGradient, Tensor? gamma, Tensor? gammaGradient, Tensor? betaGradient, ProductEnd end, Workers workers)
    {
        SetCenter(plan);
        workers.RunVectors(plan.Parts, new GradientSumsJob(plan, input, outputGradient, end));
        Collect(plan, gamma, gammaGradient, betaGradient);
    }

    /// <summary>Leaves the rounded means in the plan, about which the products are taken.</summary>
    internal static void SetCenter(BatchNormPlan plan)
    {
        int channels = plan.Pattern.Channels;
        Span<float> center = plan.Center.Span;
        for (int c = 0; c < channels; c++)
        {
            center[c] = (float)plan.Mean[c];
        }

        plan.Pattern.Spread(center[..channels], center);
    }

    /// <summary>Puts the parts' sums together: adds the parameters' gradients, and leaves in the plan the factors of the input's.</summary>
    internal static void Collect(BatchNormPlan plan, Tensor? gamma, Tensor? gammaGradient, Tensor? betaGradient)
    {
        int channels = plan.Pattern.Channels;
        Span<float> center = plan.Center.Span, factors = plan.Factor.Span, seconds = plan.Second.Span, shifts = plan.Shift.Span;
        double[] sums = plan.ChannelSums, products = plan.ChannelProducts;
        for (int c = 0; c < channels; c++)
        {
            double sum = 0, product = 0;
            for (int at = c; at < sums.Length; at += channels)
            {
                sum += sums[at];
                product += products[at];
            }

            double inverse = plan.InverseDeviation[c];
            product -= (plan.Mean[c] - center[c]) * sum;   // the products were taken about the rounded mean
            if (gammaGradient is not null)
            {
                gammaGradient.Span[c] += (float)(product * inverse);
                betaGradient!.Span[c] += (float)sum;
            }

            double scale = inverse * (gamma is null ? 1 : gamma.Span[c]);
            double second = -scale * inverse * inverse * product / plan.Rows;
            factors[c] = (float)scale;
            seconds[c] = (float)second;
            shifts[c] = (float)((-scale * sum / plan.Rows) - (second * plan.Mean[c]));
        }

        plan.Spread(plan.Factor);
        plan.Spread(plan.Second);
        plan.Spread(plan.Shift);
    }

    /// <summary>Adds Σ ∂y and Σ ∂y · (x − center) to the sums of each place in the pattern, first number to last.</summary>
    /// <param name="plan">Center and factors.</param>
    /// <param name="x">Numbers that begin a pattern.</param>
    /// <param name="yGradient">As many.</param>
    /// <param name="length">How many.</param>
    /// <param name="sums">A pattern's.</param>
    /// <param name="products">A pattern's.</param>
    /// <param name="end">Whether the output was rectified.</param>
    internal static void AddUp<TLanes, TVector>(
        BatchNormPlan plan, ref float x, ref float yGradient, int length, ref float sums, ref float products, ProductEnd end)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int pattern = plan.Pattern.Length;
        ref float center = ref plan.Center.First;
        for (int p = 0; p < pattern; p += 4 * TLanes.Count)
        {
            TVector c0 = TLanes.Load(ref center, p), c1 = TLanes.Load(ref center, p + TLanes.Count);
            TVector c2 = TLanes.Load(ref center, p + (2 * TLanes.Count)), c3 = TLanes.Load(ref center, p + (3 * TLanes.Count));
            TVector s0 = TLanes.Load(ref sums, p), s1 = TLanes.Load(ref sums, p + TLanes.Count);
            TVector s2 = TLanes.Load(ref sums, p + (2 * TLanes.Count)), s3 = TLanes.Load(ref sums, p + (3 * TLanes.Count));
            TVector q0 = TLanes.Load(ref products, p), q1 = TLanes.Load(ref products, p + TLanes.Count);
            TVector q2 = TLanes.Load(ref products, p + (2 * TLanes.Count)), q3 = TLanes.Load(ref products, p + (3 * TLanes.Count));
            nint i = p;
            for (; i + (4 * TLanes.Count) <= length; i += pattern)
            {
                TVector x0 = TLanes.Load(ref x, i), x1 = TLanes.Load(ref x, i + TLanes.Count);
                TVector x2 = TLanes.Load(ref x, i + (2 * TLanes.Count)), x3 = TLanes.Load(ref x, i + (3 * TLanes.Count));
                TVector g0 = TLanes.Load(ref yGradient, i), g1 = TLanes.Load(ref yGradient, i + TLanes.Count);
                TVector g2 = TLanes.Load(ref yGradient, i + (2 * TLanes.Count)), g3 = TLanes.Load(ref yGradient, i + (3 * TLanes.Count));
                if (end == ProductEnd.Rectified)
                {
                    g0 = Passed<TLanes, TVector>(plan, x0, g0, p);
                    g1 = Passed<TLanes, TVector>(plan, x1, g1, p + TLanes.Count);
                    g2 = Passed<TLanes, TVector>(plan, x2, g2, p + (2 * TLanes.Count));
                    g3 = Passed<TLanes, TVector>(plan, x3, g3, p + (3 * TLanes.Count));
                }

                s0 = TLanes.Add(s0, g0);
                s1 = TLanes.Add(s1, g1);
                s2 = TLanes.Add(s2, g2);
                s3 = TLanes.Add(s3, g3);
                q0 = TLanes.FusedMultiplyAdd(g0, TLanes.Subtract(x0, c0), q0);
                q1 = TLanes.FusedMultiplyAdd(g1, TLanes.Subtract(x1, c1), q1);
                q2 = TLanes.FusedMultiplyAdd(g2, TLanes.Subtract(x2, c2), q2);
                q3 = TLanes.FusedMultiplyAdd(g3, TLanes.Subtract(x3, c3), q3);
            }

            TLanes.Store(s0, ref sums, p);
            TLanes.Store(s1, ref sums, p + TLanes.Count);
            TLanes.Store(s2, ref sums, p + (2 * TLanes.Count));
            TLanes.Store(s3, ref sums, p + (3 * TLanes.Count));
            TLanes.Store(q0, ref products, p);
            TLanes.Store(q1, ref products, p + TLanes.Count);
            TLanes.Store(q2, ref products, p + (2 * TLanes.Count));
            TLanes.Store(q3, ref products, p + (3 * TLanes.Count));
            for (int j = p; i < length && j < p + (4 * TLanes.Count); i++, j++)
            {
                float gradient = Unsafe.Add(ref yGradient, i);
                if (end == ProductEnd.Rectified)
                {
                    gradient = Passed<Lanes1, float>(plan, Unsafe.Add(ref x, i), gradient, j);
                }

                Unsafe.Add(ref sums, j) += gradient;
                ref float product = ref Unsafe.Add(ref products, j);
                product = MathF.FusedMultiplyAdd(gradient, Unsafe.Add(ref x, i) - Unsafe.Add(ref center, j), product);
            }
        }
    }

    /// <summary>∂x = Factor · ∂y + (Second · x + Shift), with the factors that <see cref="Collect"/> left.</summary>
    /// <param name="plan">The factors.</param>
    /// <param name="x">Numbers that begin with the first channel.</param>
    /// <param name="yGradient">As many.</param>
    /// <param name="xGradient">As many, overwritten.</param>
    /// <param name="length">How many.</param>
    /// <param name="end">Whether the output was rectified.</param>
    /// <param name="isInputRectified">Whether the input had been.</param>
    /// <param name="ahead">How far ahead numbers are fetched into the cache that come next; 0 for not at all.</param>
    internal static void WriteInputGradient<TLanes, TVector>(
        BatchNormPlan plan, ref float x, ref float yGradient, ref float xGradient, int length, ProductEnd end, bool isInputRectified, int ahead = 0)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int pattern = plan.Pattern.Length;
        ref float factor = ref plan.Factor.First;
        ref float second = ref plan.Second.First;
        ref float shift = ref plan.Shift.First;
        for (int start = 0; start < length; start += pattern)
        {
            int count = Math.Min(pattern, length - start);
            for (int p = 0; p < count; p += TLanes.Count)
            {
                TVector number = TLanes.Load(ref x, p), gradient = TLanes.Load(ref yGradient, p);
                if (end == ProductEnd.Rectified)
                {
                    gradient = Passed<TLanes, TVector>(plan, number, gradient, p);
                }

                if (ahead != 0)
                {
                    CacheHint.Fetch(ref x, p + ahead);
                    CacheHint.Fetch(ref yGradient, p + ahead);
                }

                TVector rest = TLanes.FusedMultiplyAdd(TLanes.Load(ref second, p), number, TLanes.Load(ref shift, p));
                TVector value = TLanes.FusedMultiplyAdd(TLanes.Load(ref factor, p), gradient, rest);
                if (isInputRectified)
                {
                    value = ElementwiseKernel.Passed<TLanes, TVector>(number, value);
                }

                ElementwiseKernel.Store<TLanes, TVector>(value, ref xGradient, p, count);
            }

            x = ref Unsafe.Add(ref x, count);
            yGradient = ref Unsafe.Add(ref yGradient, count);
            xGradient = ref Unsafe.Add(ref xGradient, count);
        }
    }

    // ∂y where the output, computed as the forward pass did, is above 0; else 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Passed<TLanes, TVector>(BatchNormPlan plan, TVector x, TVector gradient, nint place)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector y = TLanes.FusedMultiplyAdd(TLanes.Load(ref plan.AppliedFactor.First, place), x, TLanes.Load(ref plan.AppliedShift.First, place));
        return ElementwiseKernel.Passed<TLanes, TVector>(y, gradient);
    }

    // A part's Σ ∂y and Σ ∂y · (x − mean), about the rounded mean that lies in the first part's center.
    private readonly struct GradientSumsJob(BatchNormPlan plan, Tensor input, Tensor outputGradient, ProductEnd end) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            nint first = (nint)piece * plan.SamplesPerPart * plan.RowsPerSample * plan.Pattern.Channels;
            plan.ClearPart(piece);
            AddUp<TLanes, TVector>(
                plan,
                ref Unsafe.Add(ref input.First, first),
                ref Unsafe.Add(ref outputGradient.First, first),
                plan.RowsOf(piece) * plan.Pattern.Channels,
                ref plan.SumsOf(piece),
                ref plan.ProductsOf(piece),
                end);
            plan.AddUpPart(piece);
        }
    }

    // ∂x = Factor · ∂y + (Second · x + Shift).
    private readonly struct InputGradientJob(
        BatchNormPlan plan, Tensor input, Tensor outputGradient, Tensor inputGradient, ProductEnd end, bool isInputRectified) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int start = piece * plan.PieceLength, length = Math.Min(plan.PieceLength, input.Length - start);
            WriteInputGradient<TLanes, TVector>(
                plan,
                ref Unsafe.Add(ref input.First, start),
                ref Unsafe.Add(ref outputGradient.First, start),
                ref Unsafe.Add(ref inputGradient.First, start),
                length,
                end,
                isInputRectified);
        }
    }
}
