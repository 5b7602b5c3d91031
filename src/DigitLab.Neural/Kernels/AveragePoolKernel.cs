using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Means over windows, channel by channel, with a vector's lanes on the channels.</summary>
internal static class AveragePoolKernel
{
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Whether pixels of the padding count as zeros; else only pixels of the picture are counted.</param>
    /// <param name="input">The pictures.</param>
    /// <param name="output">Overwritten.</param>
    /// <param name="workers">The threads.</param>
    internal static void Forward(WindowGeometry window, bool countsPadding, Tensor input, Tensor output, Workers workers) =>
        workers.RunVectors(input.Shape[0], new ForwardJob(window, countsPadding, input, output));

    /// <summary>Each output's gradient is shared out among the pixels that it came from.</summary>
    internal static void InputGradient(WindowGeometry window, bool countsPadding, Tensor outputGradient, Tensor inputGradient, Workers workers) =>
        workers.RunVectors(inputGradient.Shape[0], new InputGradientJob(window, countsPadding, outputGradient, inputGradient));

    private readonly struct ForwardJob(WindowGeometry window, bool countsPadding, Tensor input, Tensor output) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
            (int outHeight, int outWidth) = (window.OutputHeight(height), window.OutputWidth(width));
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
                    TVector count = TLanes.Spread(countsPadding ? window.Height * window.Width : (u1 - u0) * (v1 - v0));
                    ref float pixel = ref Unsafe.Add(ref y, ((i * outWidth) + j) * channels);
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        TVector sum = TLanes.Zero;
                        for (int u = u0; u < u1; u++)
                        {
                            int row = (top + (u * window.Dilation)) * width;
                            for (int v = v0; v < v1; v++)
                            {
                                sum = TLanes.Add(sum, TLanes.Load(ref x, ((row + left + (v * window.Dilation)) * channels) + c));
                            }
                        }

                        ElementwiseKernel.Store<TLanes, TVector>(TLanes.Divide(sum, count), ref pixel, c, channels);
                    }
                }
            }
        }
    }

    private readonly struct InputGradientJob(WindowGeometry window, bool countsPadding, Tensor outputGradient, Tensor inputGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (inputGradient.Shape[1], inputGradient.Shape[2], inputGradient.Shape[3]);
            (int outHeight, int outWidth) = (window.OutputHeight(height), window.OutputWidth(width));
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
                    TVector count = TLanes.Spread(countsPadding ? window.Height * window.Width : (u1 - u0) * (v1 - v0));
                    nint at = (((nint)piece * outHeight * outWidth) + (i * outWidth) + j) * channels;
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        TVector share = TLanes.Divide(TLanes.Load(ref outputGradient.First, at + c), count);
                        for (int u = u0; u < u1; u++)
                        {
                            int row = (top + (u * window.Dilation)) * width;
                            for (int v = v0; v < v1; v++)
                            {
                                int place = ((row + left + (v * window.Dilation)) * channels) + c;
                                TVector sum = TLanes.Add(TLanes.Load(ref xGradient, place), share);
                                ElementwiseKernel.Store<TLanes, TVector>(sum, ref xGradient, place, place - c + channels);
                            }
                        }
                    }
                }
            }
        }
    }
}
