using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Convolution of each channel by itself, with a vector's lanes on the channels. Taps outside the picture are left out.</summary>
internal static class DepthwiseKernel
{
    internal static void Forward(WindowGeometry window, Tensor input, Tensor weights, Tensor? bias, Tensor output, Workers workers) =>
        workers.RunVectors(input.Shape[0], new ForwardJob(window, input, weights, bias, output));

    /// <summary>Adds to both gradients, the batch summed in parts as <see cref="ConvolutionKernel"/> does.</summary>
    internal static void AddWeightGradient(
        DepthwisePlan plan, Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.RunVectors(plan.Parts, new PartialGradientJob(plan, input, outputGradient));
        int stride = (plan.Taps + 1) * plan.Channels;
        ElementwiseKernel.AddParts(plan.Partials!, 0, stride, plan.Parts, weightGradient, workers);
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(plan.Partials!, plan.Taps * plan.Channels, stride, plan.Parts, biasGradient, workers);
        }
    }

    internal static void InputGradient(WindowGeometry window, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers) =>
        workers.RunVectors(inputGradient.Shape[0], new InputGradientJob(window, weights, outputGradient, inputGradient));

    private readonly struct ForwardJob(WindowGeometry window, Tensor input, Tensor weights, Tensor? bias, Tensor output) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
            (int outHeight, int outWidth) = (output.Shape[1], output.Shape[2]);
            ref float x = ref Unsafe.Add(ref input.First, (nint)piece * height * width * channels);
            ref float y = ref Unsafe.Add(ref output.First, (nint)piece * outHeight * outWidth * channels);
            for (int i = 0; i < outHeight; i++)
            {
                int top = (i * window.Stride) - window.Padding.Top;
                (int u0, int u1) = window.Inside(top, window.Height, height);
                for (int j = 0; j < outWidth; j++)
                {
                    int left = (j * window.Stride) - window.Padding.Left;
                    (int v0, int v1) = window.Inside(left, window.Width, width);
                    ref float pixel = ref Unsafe.Add(ref y, ((i * outWidth) + j) * channels);
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        TVector sum = bias is null ? TLanes.Zero : TLanes.Load(ref bias.First, c);
                        for (int u = u0; u < u1; u++)
                        {
                            int row = (top + (u * window.Dilation)) * width;
                            for (int v = v0; v < v1; v++)
                            {
                                TVector number = TLanes.Load(ref x, ((row + left + (v * window.Dilation)) * channels) + c);
                                TVector weight = TLanes.Load(ref weights.First, (((u * window.Width) + v) * channels) + c);
                                sum = TLanes.FusedMultiplyAdd(number, weight, sum);
                            }
                        }

                        ElementwiseKernel.Store<TLanes, TVector>(sum, ref pixel, c, channels);
                    }
                }
            }
        }
    }

    // One part's samples: each tap's own sum over all places, then the bias's.
    private readonly struct PartialGradientJob(DepthwisePlan plan, Tensor input, Tensor outputGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WindowGeometry window = plan.Window;
            int channels = plan.Channels, first = piece * plan.SamplesPerPart;
            int end = Math.Min(first + plan.SamplesPerPart, input.Shape[0]);
            ref float partial = ref Unsafe.Add(ref plan.Partials!.First, (nint)piece * (plan.Taps + 1) * channels);
            for (int u = 0; u < window.Height; u++)
            {
                for (int v = 0; v < window.Width; v++)
                {
                    int tap = (u * window.Width) + v;
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        TVector sum = Sum<TLanes, TVector>(u, v, c, first, end);
                        ElementwiseKernel.Store<TLanes, TVector>(sum, ref partial, (tap * channels) + c, (tap + 1) * channels);
                    }
                }
            }

            int places = outputGradient.Shape[1] * outputGradient.Shape[2];
            ElementwiseKernel.SumRows<TLanes, TVector>(
                ref Unsafe.Add(ref outputGradient.First, (nint)first * places * channels),
                (end - first) * places,
                channels,
                ref Unsafe.Add(ref partial, (nint)plan.Taps * channels));
        }

        private TVector Sum<TLanes, TVector>(int u, int v, int c, int first, int end)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            WindowGeometry window = plan.Window;
            (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
            (int outHeight, int outWidth) = (outputGradient.Shape[1], outputGradient.Shape[2]);
            TVector sum = TLanes.Zero;
            for (int n = first; n < end; n++)
            {
                for (int i = 0; i < outHeight; i++)
                {
                    int row = (i * window.Stride) + (u * window.Dilation) - window.Padding.Top;
                    if ((uint)row >= (uint)height)
                    {
                        continue;
                    }

                    for (int j = 0; j < outWidth; j++)
                    {
                        int column = (j * window.Stride) + (v * window.Dilation) - window.Padding.Left;
                        if ((uint)column < (uint)width)
                        {
                            nint pixel = ((((nint)n * height) + row) * width) + column, place = ((((nint)n * outHeight) + i) * outWidth) + j;
                            sum = TLanes.FusedMultiplyAdd(
                                TLanes.Load(ref input.First, (pixel * channels) + c),
                                TLanes.Load(ref outputGradient.First, (place * channels) + c),
                                sum);
                        }
                    }
                }
            }

            return sum;
        }
    }

    // ∂x is added up window by window.
    private readonly struct InputGradientJob(WindowGeometry window, Tensor weights, Tensor outputGradient, Tensor inputGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (inputGradient.Shape[1], inputGradient.Shape[2], inputGradient.Shape[3]);
            (int outHeight, int outWidth) = (outputGradient.Shape[1], outputGradient.Shape[2]);
            int sample = height * width * channels;
            ref float xGradient = ref Unsafe.Add(ref inputGradient.First, (nint)piece * sample);
            inputGradient.Span.Slice(piece * sample, sample).Clear();
            for (int i = 0; i < outHeight; i++)
            {
                int top = (i * window.Stride) - window.Padding.Top;
                (int u0, int u1) = window.Inside(top, window.Height, height);
                for (int j = 0; j < outWidth; j++)
                {
                    int left = (j * window.Stride) - window.Padding.Left;
                    (int v0, int v1) = window.Inside(left, window.Width, width);
                    nint at = (((nint)piece * outHeight * outWidth) + (i * outWidth) + j) * channels;
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        TVector gradient = TLanes.Load(ref outputGradient.First, at + c);
                        for (int u = u0; u < u1; u++)
                        {
                            int row = (top + (u * window.Dilation)) * width;
                            for (int v = v0; v < v1; v++)
                            {
                                int place = ((row + left + (v * window.Dilation)) * channels) + c;
                                TVector weight = TLanes.Load(ref weights.First, (((u * window.Width) + v) * channels) + c);
                                TVector sum = TLanes.FusedMultiplyAdd(gradient, weight, TLanes.Load(ref xGradient, place));
                                ElementwiseKernel.Store<TLanes, TVector>(sum, ref xGradient, place, place - c + channels);
                            }
                        }
                    }
                }
            }
        }
    }
}
