using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A batch normalization, the rectifier and the maxima over 2×2 pixels behind it as one: what lies between them is never written.</summary>
/// <remarks>
/// The four pixels of a window are normalized, rectified and compared in registers; on the way back they are computed again and not read.
/// Numbers and sums are made in the order of the three layers, so the bits are theirs.
/// </remarks>
internal static class HalvedNormKernel
{
    private const int WidestVector = 16;
    private const int LargestStrip = 8192;   // two rows of gradients, which have to stay in the first-level cache

    /// <summary>Whether windows cover the pictures, and vectors of every width a pixel's channels, without remainder.</summary>
    /// <param name="input">[batch, H, W, channels].</param>
    internal static bool Suits(Shape input) =>
        input.Rank == 4 && input[1] % 2 == 0 && input[2] % 2 == 0 && input[3] % WidestVector == 0 && 2L * input[2] * input[3] <= LargestStrip;

    /// <summary>The largest of four of max(Factor · x + Shift, 0), with the factors that stand in the plan.</summary>
    internal static void Forward(BatchNormPlan plan, Tensor input, Tensor halved, Workers workers) =>
        workers.RunVectors(input.Shape[0], new ForwardJob(plan, input, halved));

    /// <summary>Leaves the parts' Σ ∂y and Σ ∂y · (x − mean) in the plan, ∂y being the gradient of the normalized numbers.</summary>
    internal static void Sums(BatchNormPlan plan, Tensor input, Tensor halved, Tensor halvedGradient, Workers workers)
    {
        plan.MakeStrips(2 * input.Shape[2] * input.Shape[3]);
        workers.RunVectors(plan.Parts, new SumsJob(plan, input, halved, halvedGradient));
    }

    /// <summary>∂x = Factor · ∂y + (Second · x + Shift), with the factors that the sums gave.</summary>
    internal static void InputGradient(BatchNormPlan plan, Tensor input, Tensor halved, Tensor halvedGradient, Tensor inputGradient, Workers workers) =>
        workers.RunVectors(input.Shape[0], new InputGradientJob(plan, input, halved, halvedGradient, inputGradient));

    /// <summary>The same for some rows of one sample, an even number from an even one on.</summary>
    internal static void WriteInputGradient<TLanes, TVector>(
        BatchNormPlan plan, int sample, int firstRow, int rows, Tensor input, Tensor halved, Tensor halvedGradient, ref float xGradient)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
        int row = width * channels;
        nint first = (((nint)sample * height) + firstRow) * row;
        ref float x = ref Unsafe.Add(ref input.First, first);
        ref float y = ref Unsafe.Add(ref halved.First, first / 4);
        ref float yGradient = ref Unsafe.Add(ref halvedGradient.First, first / 4);
        ref float factors = ref plan.Factor.First, seconds = ref plan.Second.First, shifts = ref plan.Shift.First;
        for (int i = 0; i < rows; i += 2)
        {
            for (int j = 0; j < row; j += 2 * channels)
            {
                for (int c = 0; c < channels; c += TLanes.Count)
                {
                    int pixel = (i * row) + j + c, place = (((i * row) + (2 * j)) / 4) + c;
                    CacheHint.Fetch(ref x, pixel + (rows * row));
                    CacheHint.Fetch(ref x, pixel + (rows * row) + channels);
                    CacheHint.Fetch(ref x, pixel + (rows * row) + row);
                    CacheHint.Fetch(ref x, pixel + (rows * row) + row + channels);
                    CacheHint.Fetch(ref y, place + (rows * row / 4));
                    CacheHint.Fetch(ref yGradient, place + (rows * row / 4));
                    Window<TVector> window = Window<TVector>.Load<TLanes>(ref Unsafe.Add(ref x, pixel), channels, row);
                    Window<TVector> gradient = Gradient<TLanes, TVector>(plan, window, c, TLanes.Load(ref y, place), TLanes.Load(ref yGradient, place));
                    TVector factor = TLanes.Load(ref factors, c), second = TLanes.Load(ref seconds, c), shift = TLanes.Load(ref shifts, c);
                    new Window<TVector>(
                        Whole<TLanes, TVector>(window.UpperLeft, gradient.UpperLeft, factor, second, shift),
                        Whole<TLanes, TVector>(window.UpperRight, gradient.UpperRight, factor, second, shift),
                        Whole<TLanes, TVector>(window.LowerLeft, gradient.LowerLeft, factor, second, shift),
                        Whole<TLanes, TVector>(window.LowerRight, gradient.LowerRight, factor, second, shift))
                        .Store<TLanes>(ref Unsafe.Add(ref xGradient, pixel), channels, row);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Whole<TLanes, TVector>(TVector x, TVector yGradient, TVector factor, TVector second, TVector shift)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.FusedMultiplyAdd(factor, yGradient, TLanes.FusedMultiplyAdd(second, x, shift));

    /// <summary>What reaches the normalized numbers of a window: the largest, or the first of them, takes the gradient if it is above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Window<TVector> Gradient<TLanes, TVector>(BatchNormPlan plan, Window<TVector> x, int channel, TVector largest, TVector gradient)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector factor = TLanes.Load(ref plan.AppliedFactor.First, channel), shift = TLanes.Load(ref plan.AppliedShift.First, channel);
        TVector isNaN = TLanes.NotEqual(largest, largest);
        return new Window<TVector>(
            Reached<TLanes, TVector>(TLanes.FusedMultiplyAdd(factor, x.UpperLeft, shift), largest, isNaN, ref gradient),
            Reached<TLanes, TVector>(TLanes.FusedMultiplyAdd(factor, x.UpperRight, shift), largest, isNaN, ref gradient),
            Reached<TLanes, TVector>(TLanes.FusedMultiplyAdd(factor, x.LowerLeft, shift), largest, isNaN, ref gradient),
            Reached<TLanes, TVector>(TLanes.FusedMultiplyAdd(factor, x.LowerRight, shift), largest, isNaN, ref gradient));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reached<TLanes, TVector>(TVector normalized, TVector largest, TVector isNaN, ref TVector free)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector rectified = ElementwiseKernel.Rectified<TLanes, TVector>(normalized);
        return ElementwiseKernel.Passed<TLanes, TVector>(normalized, MaxPoolKernel.Share<TLanes, TVector>(rectified, largest, isNaN, ref free));
    }

    private readonly struct ForwardJob(BatchNormPlan plan, Tensor input, Tensor halved) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
            int row = width * channels;
            ref float x = ref Unsafe.Add(ref input.First, (nint)piece * height * row);
            ref float y = ref Unsafe.Add(ref halved.First, (nint)piece * height * row / 4);
            ref float factors = ref plan.AppliedFactor.First, shifts = ref plan.AppliedShift.First;
            for (int i = 0; i < height; i += 2)
            {
                for (int j = 0; j < row; j += 2 * channels)
                {
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        TVector factor = TLanes.Load(ref factors, c), shift = TLanes.Load(ref shifts, c);
                        Window<TVector> window = Window<TVector>.Load<TLanes>(ref Unsafe.Add(ref x, (i * row) + j + c), channels, row);
                        TVector largest = Rectified<TLanes, TVector>(factor, window.UpperLeft, shift);
                        largest = MaxPoolKernel.Larger<TLanes, TVector>(Rectified<TLanes, TVector>(factor, window.UpperRight, shift), largest);
                        largest = MaxPoolKernel.Larger<TLanes, TVector>(Rectified<TLanes, TVector>(factor, window.LowerLeft, shift), largest);
                        largest = MaxPoolKernel.Larger<TLanes, TVector>(Rectified<TLanes, TVector>(factor, window.LowerRight, shift), largest);
                        TLanes.Store(largest, ref y, (((i * row) + (2 * j)) / 4) + c);
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Rectified<TLanes, TVector>(TVector factor, TVector x, TVector shift)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => ElementwiseKernel.Rectified<TLanes, TVector>(TLanes.FusedMultiplyAdd(factor, x, shift));
    }

    // Two rows of gradients at a time, in the part's strip: each sum goes from pixel to pixel, the upper row's first.
    private readonly struct SumsJob(BatchNormPlan plan, Tensor input, Tensor halved, Tensor halvedGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int channels, int row) = (input.Shape[3], input.Shape[2] * input.Shape[3]);
            int length = 2 * row, stripsPerSample = input.Shape[1] / 2, first = piece * plan.SamplesPerPart * stripsPerSample;
            ref float strip = ref Unsafe.Add(ref plan.Strips.First, piece * length);
            plan.ClearPart(piece);
            for (int s = first; s < first + (plan.RowsOf(piece) * channels / length); s++)
            {
                ref float x = ref Unsafe.Add(ref input.First, (nint)s * length);
                ref float y = ref Unsafe.Add(ref halved.First, (nint)s * (length / 4));
                ref float yGradient = ref Unsafe.Add(ref halvedGradient.First, (nint)s * (length / 4));
                for (int j = 0; j < row; j += 2 * channels)
                {
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        Window<TVector> window = Window<TVector>.Load<TLanes>(ref Unsafe.Add(ref x, j + c), channels, row);
                        window = Gradient<TLanes, TVector>(plan, window, c, TLanes.Load(ref y, (j / 2) + c), TLanes.Load(ref yGradient, (j / 2) + c));
                        window.Store<TLanes>(ref Unsafe.Add(ref strip, j + c), channels, row);
                    }
                }

                BatchNormGradientKernel.AddUp<TLanes, TVector>(plan, ref x, ref strip, length, ref plan.SumsOf(piece), ref plan.ProductsOf(piece), ProductEnd.Sums);
            }

            plan.AddUpPart(piece);
        }
    }

    private readonly struct InputGradientJob(BatchNormPlan plan, Tensor input, Tensor halved, Tensor halvedGradient, Tensor inputGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct =>
            WriteInputGradient<TLanes, TVector>(
                plan, piece, 0, input.Shape[1], input, halved, halvedGradient, ref Unsafe.Add(ref inputGradient.First, (nint)piece * (inputGradient.Length / inputGradient.Shape[0])));
    }

    // A vector of channels of four pixels.
    private readonly record struct Window<TVector>(TVector UpperLeft, TVector UpperRight, TVector LowerLeft, TVector LowerRight)
        where TVector : struct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Window<TVector> Load<TLanes>(ref float first, int channels, int row)
            where TLanes : struct, ILanes<TVector> =>
            new(TLanes.Load(ref first, 0), TLanes.Load(ref first, channels), TLanes.Load(ref first, row), TLanes.Load(ref first, row + channels));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Store<TLanes>(ref float first, int channels, int row)
            where TLanes : struct, ILanes<TVector>
        {
            TLanes.Store(UpperLeft, ref first, 0);
            TLanes.Store(UpperRight, ref first, channels);
            TLanes.Store(LowerLeft, ref first, row);
            TLanes.Store(LowerRight, ref first, row + channels);
        }
    }
}
