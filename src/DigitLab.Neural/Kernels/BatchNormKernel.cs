using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Normalization of each channel over a batch: sums in parts of the batch, put together in double precision.</summary>
/// <remarks>
/// A part's numbers are read twice while they are in the cache: for the mean, and for the squares about it, so that nothing cancels
/// (Chan, Golub, LeVeque 1983). Each pass over the numbers that writes is one or two multiply-adds.
/// </remarks>
internal static class BatchNormKernel
{
    /// <summary>Finds the batch's means and variances and leaves them in the plan.</summary>
    internal static void Moments(BatchNormPlan plan, Tensor input, double epsilon, Workers workers)
    {
        workers.RunVectors(plan.Parts, new MomentsJob(plan, input));
        (int channels, int length) = (plan.Pattern.Channels, plan.Pattern.Length);
        ReadOnlySpan<float> centers = plan.Center.Span;
        double[] sums = plan.ChannelSums, products = plan.ChannelProducts;
        for (int c = 0; c < channels; c++)
        {
            double total = 0;
            for (int at = c; at < sums.Length; at += channels)
            {
                total += sums[at];
            }

            double mean = total / plan.Rows, squares = 0;
            for (int part = 0; part < plan.Parts; part++)
            {
                double apart = centers[(part * length) + c] - mean;
                squares += products[(part * channels) + c] + (plan.RowsOf(part) * apart * apart);
            }

            plan.Mean[c] = mean;
            plan.Variance[c] = squares / plan.Rows;
            plan.InverseDeviation[c] = 1 / Math.Sqrt(plan.Variance[c] + epsilon);
        }
    }

    /// <summary>y = γ · (x − mean) · inverse deviation + β, channel by channel, with the plan's mean and deviation; rectified at the end, or not.</summary>
    internal static void Apply(BatchNormPlan plan, Tensor input, Tensor? gamma, Tensor? beta, Tensor output, ProductEnd end, Workers workers)
    {
        SetFactors(plan, gamma, beta);
        workers.RunVectors(plan.PiecesOf(input.Length), new ApplyJob(plan, input, output, end));
    }

    /// <summary>Leaves in the plan what each channel's numbers are multiplied with, and what is then added.</summary>
    internal static void SetFactors(BatchNormPlan plan, Tensor? gamma, Tensor? beta)
    {
        Span<float> factor = plan.Factor.Span, shift = plan.Shift.Span;
        for (int c = 0; c < plan.Pattern.Channels; c++)
        {
            double scale = plan.InverseDeviation[c] * (gamma is null ? 1 : gamma.Span[c]);
            factor[c] = (float)scale;
            shift[c] = (float)((beta is null ? 0 : beta.Span[c]) - (plan.Mean[c] * scale));
        }

        plan.Spread(plan.Factor);
        plan.Spread(plan.Shift);
        plan.Factor.Span.CopyTo(plan.AppliedFactor.Span);
        plan.Shift.Span.CopyTo(plan.AppliedShift.Span);
    }

    /// <summary>y = AppliedFactor · x + AppliedShift, rectified at the end, or not.</summary>
    /// <param name="plan">The factors.</param>
    /// <param name="x">Numbers that begin with the first channel.</param>
    /// <param name="y">As many, overwritten.</param>
    /// <param name="length">How many.</param>
    /// <param name="end">Whether they are rectified.</param>
    /// <param name="ahead">How far ahead numbers are fetched into the cache that come next; 0 for not at all.</param>
    internal static void Write<TLanes, TVector>(BatchNormPlan plan, ref float x, ref float y, int length, ProductEnd end, int ahead = 0)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int pattern = plan.Pattern.Length;
        ref float factor = ref plan.AppliedFactor.First;
        ref float shift = ref plan.AppliedShift.First;
        for (int start = 0; start < length; start += pattern)
        {
            int count = Math.Min(pattern, length - start);
            for (int p = 0; p < count; p += TLanes.Count)
            {
                TVector value = TLanes.FusedMultiplyAdd(TLanes.Load(ref factor, p), TLanes.Load(ref x, p), TLanes.Load(ref shift, p));
                if (end == ProductEnd.Rectified)
                {
                    value = ElementwiseKernel.Rectified<TLanes, TVector>(value);
                }

                if (ahead != 0)
                {
                    CacheHint.Fetch(ref x, p + ahead);
                }

                ElementwiseKernel.Store<TLanes, TVector>(value, ref y, p, count);
            }

            x = ref Unsafe.Add(ref x, count);
            y = ref Unsafe.Add(ref y, count);
        }
    }

    private readonly struct MomentsJob(BatchNormPlan plan, Tensor input) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            ChannelPattern pattern = plan.Pattern;
            int rows = plan.RowsOf(piece);
            ref float x = ref Unsafe.Add(ref input.First, (nint)piece * plan.SamplesPerPart * plan.RowsPerSample * pattern.Channels);
            ref float sums = ref Unsafe.Add(ref plan.Sums.First, piece * pattern.Length);
            ref float squares = ref Unsafe.Add(ref plan.Products.First, piece * pattern.Length);
            ref float center = ref Unsafe.Add(ref plan.Center.First, piece * pattern.Length);

            Sum<TLanes, TVector>(ref x, rows * pattern.Channels, pattern.Length, ref sums);
            plan.AddUpPart(piece, plan.Sums, plan.ChannelSums);
            Span<float> means = plan.Center.Span.Slice(piece * pattern.Length, pattern.Length);
            ReadOnlySpan<double> totals = plan.ChannelSums.AsSpan(piece * pattern.Channels, pattern.Channels);
            for (int c = 0; c < totals.Length; c++)
            {
                means[c] = (float)(totals[c] / rows);
            }

            pattern.Spread(means[..pattern.Channels], means);
            SumSquares<TLanes, TVector>(ref x, rows * pattern.Channels, pattern.Length, ref center, ref squares);
            plan.AddUpPart(piece, plan.Products, plan.ChannelProducts);
        }

        // sums[p] = Σ_k x[k · pattern + p], k ascending from 0.
        private static void Sum<TLanes, TVector>(ref float x, int length, int pattern, ref float sums)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            for (int p = 0; p < pattern; p += 4 * TLanes.Count)
            {
                TVector s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
                nint i = p;
                for (; i + (4 * TLanes.Count) <= length; i += pattern)
                {
                    s0 = TLanes.Add(s0, TLanes.Load(ref x, i));
                    s1 = TLanes.Add(s1, TLanes.Load(ref x, i + TLanes.Count));
                    s2 = TLanes.Add(s2, TLanes.Load(ref x, i + (2 * TLanes.Count)));
                    s3 = TLanes.Add(s3, TLanes.Load(ref x, i + (3 * TLanes.Count)));
                }

                TLanes.Store(s0, ref sums, p);
                TLanes.Store(s1, ref sums, p + TLanes.Count);
                TLanes.Store(s2, ref sums, p + (2 * TLanes.Count));
                TLanes.Store(s3, ref sums, p + (3 * TLanes.Count));
                for (int j = p; i < length && j < p + (4 * TLanes.Count); i++, j++)
                {
                    Unsafe.Add(ref sums, j) += Unsafe.Add(ref x, i);
                }
            }
        }

        // squares[p] = Σ_k (x[k · pattern + p] − center[p])², k ascending from 0.
        private static void SumSquares<TLanes, TVector>(ref float x, int length, int pattern, ref float center, ref float squares)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            for (int p = 0; p < pattern; p += 4 * TLanes.Count)
            {
                TVector c0 = TLanes.Load(ref center, p), c1 = TLanes.Load(ref center, p + TLanes.Count);
                TVector c2 = TLanes.Load(ref center, p + (2 * TLanes.Count)), c3 = TLanes.Load(ref center, p + (3 * TLanes.Count));
                TVector s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
                nint i = p;
                for (; i + (4 * TLanes.Count) <= length; i += pattern)
                {
                    TVector d0 = TLanes.Subtract(TLanes.Load(ref x, i), c0);
                    TVector d1 = TLanes.Subtract(TLanes.Load(ref x, i + TLanes.Count), c1);
                    TVector d2 = TLanes.Subtract(TLanes.Load(ref x, i + (2 * TLanes.Count)), c2);
                    TVector d3 = TLanes.Subtract(TLanes.Load(ref x, i + (3 * TLanes.Count)), c3);
                    s0 = TLanes.FusedMultiplyAdd(d0, d0, s0);
                    s1 = TLanes.FusedMultiplyAdd(d1, d1, s1);
                    s2 = TLanes.FusedMultiplyAdd(d2, d2, s2);
                    s3 = TLanes.FusedMultiplyAdd(d3, d3, s3);
                }

                TLanes.Store(s0, ref squares, p);
                TLanes.Store(s1, ref squares, p + TLanes.Count);
                TLanes.Store(s2, ref squares, p + (2 * TLanes.Count));
                TLanes.Store(s3, ref squares, p + (3 * TLanes.Count));
                for (int j = p; i < length && j < p + (4 * TLanes.Count); i++, j++)
                {
                    float apart = Unsafe.Add(ref x, i) - Unsafe.Add(ref center, j);
                    Unsafe.Add(ref squares, j) = MathF.FusedMultiplyAdd(apart, apart, Unsafe.Add(ref squares, j));
                }
            }
        }
    }

    // y = Factor · x + Shift.
    private readonly struct ApplyJob(BatchNormPlan plan, Tensor input, Tensor output, ProductEnd end) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int start = piece * plan.PieceLength;
            Write<TLanes, TVector>(
                plan, ref Unsafe.Add(ref input.First, start), ref Unsafe.Add(ref output.First, start), Math.Min(plan.PieceLength, input.Length - start), end);
        }
    }
}
