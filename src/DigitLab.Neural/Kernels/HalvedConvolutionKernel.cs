using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Convolution, rectifier and maxima over 2×2 pixels in one pass over memory: what lies between stays in the cache.</summary>
/// <remarks>
/// Of the convolution a strip of rows is computed at a time and halved at once; what is kept for the backward pass is a maximum and its place for four numbers.
/// On the way back a sample's gradient is spread over the pixels again, and both gradients of the convolution are taken before the next sample's is.
/// The bits are those of the three one after the other.
/// </remarks>
internal static class HalvedConvolutionKernel
{
    // The taker of a gradient that the rectifier holds back.
    private const float Nobody = 4;

    internal static void Forward(
        HalvedConvolutionPlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor halved, HalvingOrder order, Workers workers)
    {
        workers.Scratch.Reserve(plan.StripLength);
        workers.RunVectors(plan.Convolution.Input[0], new ForwardJob(plan, new(plan.Convolution, input, weights, bias), halved, order, workers.Scratch));
    }

    /// <summary>Adds to the weights' gradients, unless they are null, and writes the input's, unless that is. The forward pass of the same input must have gone before.</summary>
    internal static void Backward(
        HalvedConvolutionPlan plan, Tensor input, Tensor weights, Tensor halvedGradient, Tensor? weightGradient, Tensor? biasGradient, Tensor? inputGradient, Workers workers)
    {
        ConvolutionPlan convolution = plan.Convolution;
        if (inputGradient is not null)
        {
            ConvolutionKernel.PrepareInputGradient(convolution, weights, workers);
        }

        workers.Scratch.Reserve(plan.BackwardLength);
        var partial = new PartialGradient(convolution, input, biasGradient is not null);
        workers.RunVectors(convolution.Parts, new BackwardJob(plan, partial, halvedGradient, weightGradient is not null, inputGradient, workers.Scratch));
        if (weightGradient is not null)
        {
            ConvolutionKernel.AddPartials(convolution, weightGradient, biasGradient, workers);
        }
    }

    // One sample, strip by strip.
    private readonly struct ForwardJob(
        HalvedConvolutionPlan plan, ConvolutionProduct product, Tensor halved, HalvingOrder order, ScratchMemory scratch) : IVectorJob
    {
        private readonly ConvolutionProduct _product = product;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width) = (plan.Convolution.Output[1], plan.Convolution.Output[2]);
            int taken = scratch.Take(plan.StripLength, out Tensor strip);
            try
            {
                _product.Pad(piece, 1);
                for (int row = 0; row < height; row += plan.RowsAtOnce)
                {
                    int rows = Math.Min(plan.RowsAtOnce, height - row);
                    _product.Run<TLanes, TVector>(piece, row * width, rows * width, ref strip.First, ProductEnd.Sums);
                    for (int i = 0; i < rows; i += 2)
                    {
                        Halve<TLanes, TVector>(ref strip.First, i, piece, (row + i) / 2);
                    }
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        // Two rows of the strip become one of the sample. Vectors are stored whole as long as they stay in the sample: what they write beyond their
        // window's channels is written over by the windows that follow.
        private void Halve<TLanes, TVector>(ref float strip, int stripRow, int sample, int halvedRow)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int channels = plan.Convolution.Output[3], row = plan.Convolution.Output[2] * channels, end = plan.SampleFloats / 4;
            ref float x = ref Unsafe.Add(ref strip, stripRow * row), y = ref Unsafe.Add(ref halved.First, (nint)sample * end);
            ref float takers = ref Unsafe.Add(ref (plan.Takers ?? halved).First, (nint)sample * end);
            for (int j = 0; j < row; j += 2 * channels)
            {
                for (int c = 0; c < channels; c += TLanes.Count)
                {
                    int at = ((halvedRow * row) + j) / 2 + c;
                    TVector first = Number<TLanes, TVector>(ref x, j + c), second = Number<TLanes, TVector>(ref x, j + channels + c);
                    TVector third = Number<TLanes, TVector>(ref x, j + row + c), fourth = Number<TLanes, TVector>(ref x, j + row + channels + c);
                    TVector largest = MaxPoolKernel.Larger<TLanes, TVector>(second, first);
                    largest = MaxPoolKernel.Larger<TLanes, TVector>(third, largest);
                    largest = MaxPoolKernel.Larger<TLanes, TVector>(fourth, largest);
                    ElementwiseKernel.Store<TLanes, TVector>(ElementwiseKernel.Rectified<TLanes, TVector>(largest), ref y, at, end);
                    if (plan.Takers is not null)
                    {
                        ElementwiseKernel.Store<TLanes, TVector>(Taker<TLanes, TVector>(first, second, third, largest), ref takers, at, end);
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVector Number<TLanes, TVector>(ref float x, int at)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            TVector number = TLanes.Load(ref x, at);
            return order == HalvingOrder.RectifiedFirst ? ElementwiseKernel.Rectified<TLanes, TVector>(number) : number;
        }

        // The first of the largest; of a window with NaN the first pixel. Then the rectifier asks about the taker where it came first, else about the maximum.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVector Taker<TLanes, TVector>(TVector first, TVector second, TVector third, TVector largest)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            TVector isNaN = TLanes.NotEqual(largest, largest);
            TVector taker = TLanes.Select(TLanes.Equal(third, largest), TLanes.Spread(2), TLanes.Spread(3));
            taker = TLanes.Select(TLanes.Equal(second, largest), TLanes.Spread(1), taker);
            taker = TLanes.Select(TLanes.Or(isNaN, TLanes.Equal(first, largest)), TLanes.Zero, taker);
            TVector asked = order == HalvingOrder.RectifiedFirst ? TLanes.Select(isNaN, first, largest) : largest;
            return TLanes.Select(TLanes.LessThanOrEqual(asked, TLanes.Zero), TLanes.Spread(Nobody), taker);
        }
    }

    // A part's samples, one after the other.
    private readonly struct BackwardJob(
        HalvedConvolutionPlan plan, PartialGradient partial, Tensor halvedGradient, bool hasWeightGradient, Tensor? inputGradient, ScratchMemory scratch) : IVectorJob
    {
        private readonly PartialGradient _partial = partial;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            ConvolutionPlan convolution = plan.Convolution;
            int first = piece * convolution.SamplesPerPart, end = Math.Min(first + convolution.SamplesPerPart, convolution.Input[0]);
            int taken = scratch.Take(plan.BackwardLength, out Tensor gradient);
            try
            {
                for (int n = first; n < end; n++)
                {
                    Spread<TLanes, TVector>(n, ref gradient.First);
                    if (hasWeightGradient)
                    {
                        _partial.Run<TLanes, TVector>(piece, n, 0, convolution.Output[1] * convolution.Output[2], ref gradient.First, n == first ? ProductStart.Zero : ProductStart.Sums);
                    }

                    if (inputGradient is not null)
                    {
                        ConvolutionKernel.InputGradientOf<TLanes, TVector>(convolution, n, ref gradient.First, inputGradient, ref Unsafe.Add(ref gradient.First, plan.PatchesAt));
                    }
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        // Every pixel takes its window's gradient, or 0. Vectors are stored whole: what they write beyond their pixel is written over by the next one, or lies in the slack.
        private void Spread<TLanes, TVector>(int sample, ref float gradient)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int channels) = (plan.Convolution.Output[1], plan.Convolution.Output[3]);
            int row = plan.Convolution.Output[2] * channels;
            ref float yGradient = ref Unsafe.Add(ref halvedGradient.First, (nint)sample * (plan.SampleFloats / 4));
            ref float takers = ref Unsafe.Add(ref plan.Takers!.First, (nint)sample * (plan.SampleFloats / 4));
            for (int i = 0; i < height; i++)
            {
                TVector left = TLanes.Spread(2 * (i % 2)), right = TLanes.Spread((2 * (i % 2)) + 1);
                int places = i / 2 * (row / 2);
                for (int j = 0; j < row; j += 2 * channels)
                {
                    SpreadTo<TLanes, TVector>(left, ref Unsafe.Add(ref yGradient, places + (j / 2)), ref Unsafe.Add(ref takers, places + (j / 2)), ref Unsafe.Add(ref gradient, (i * row) + j), channels);
                    SpreadTo<TLanes, TVector>(right, ref Unsafe.Add(ref yGradient, places + (j / 2)), ref Unsafe.Add(ref takers, places + (j / 2)), ref Unsafe.Add(ref gradient, (i * row) + j + channels), channels);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void SpreadTo<TLanes, TVector>(TVector pixel, ref float yGradient, ref float takers, ref float gradient, int channels)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            for (int c = 0; c < channels; c += TLanes.Count)
            {
                TVector share = TLanes.Select(TLanes.Equal(TLanes.Load(ref takers, c), pixel), TLanes.Load(ref yGradient, c), TLanes.Zero);
                TLanes.Store(TLanes.Add(TLanes.Zero, share), ref gradient, c);   // −0 becomes 0, as in a sum
            }
        }
    }
}
