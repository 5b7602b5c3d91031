using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>Maxima over windows, channel by channel, with a vector's lanes on the channels.</summary>
/// <remarks>Only pixels of the picture take part: padding is nothing, not zero. Of equal numbers the first counts; NaN is
/// larger than all, and then the window's first pixel takes the gradient.</remarks>
internal static class MaxPoolKernel
{
    /// <summary>Windows of 2×2 side by side, as most networks have them.</summary>
    internal static readonly WindowGeometry Halving = WindowGeometry.Square(2, 2);

    internal static void Forward(WindowGeometry window, Tensor input, Tensor output, Workers workers) =>
        workers.RunVectors(input.Shape[0], new ForwardJob(window, input, output));

    /// <summary>Each output's gradient goes to the one pixel that it came from.</summary>
    internal static void InputGradient(
        WindowGeometry window, Tensor input, Tensor output, Tensor outputGradient, Tensor inputGradient, Workers workers) =>
        workers.RunVectors(input.Shape[0], new InputGradientJob(window, input, output, outputGradient, inputGradient));

    /// <summary>The value where it is larger, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Larger<TLanes, TVector>(TVector value, TVector largest)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.Or(TLanes.GreaterThan(value, largest), TLanes.NotEqual(value, value)), value, largest);

    /// <summary>What a pixel takes of a gradient, and is then no longer free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Share<TLanes, TVector>(TVector pixel, TVector largest, TVector isNaN, ref TVector free)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector isTaken = TLanes.Or(isNaN, TLanes.Equal(pixel, largest)), share = TLanes.Select(isTaken, free, TLanes.Zero);
        free = TLanes.Select(isTaken, TLanes.Zero, free);
        return TLanes.Add(TLanes.Zero, share);   // −0 becomes 0, as in a sum
    }

    private readonly struct ForwardJob(WindowGeometry window, Tensor input, Tensor output) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
            (int outHeight, int outWidth) = (output.Shape[1], output.Shape[2]);
            ref float x = ref Unsafe.Add(ref input.First, (nint)piece * height * width * channels);
            ref float y = ref Unsafe.Add(ref output.First, (nint)piece * outHeight * outWidth * channels);
            if (window == Halving)
            {
                Halve<TLanes, TVector>(ref x, width * channels, channels, ref y, outHeight, outWidth);
                return;
            }

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
                        TVector largest = TLanes.Spread(float.NegativeInfinity);
                        for (int u = u0; u < u1; u++)
                        {
                            int row = (top + (u * window.Dilation)) * width;
                            for (int v = v0; v < v1; v++)
                            {
                                TVector value = TLanes.Load(ref x, ((row + left + (v * window.Dilation)) * channels) + c);
                                largest = Larger<TLanes, TVector>(value, largest);
                            }
                        }

                        ElementwiseKernel.Store<TLanes, TVector>(largest, ref pixel, c, channels);
                    }
                }
            }
        }

        // Windows of 2×2 side by side, as most networks have them. Vectors are stored whole as long as they stay in the sample:
        // what they write beyond their pixel's channels is written over by the pixels that follow.
        private static void Halve<TLanes, TVector>(ref float x, int row, int channels, ref float y, int outHeight, int outWidth)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int end = outHeight * outWidth * channels;
            for (int i = 0; i < outHeight; i++)
            {
                for (int j = 0; j < outWidth; j++)
                {
                    ref float upper = ref Unsafe.Add(ref x, (2 * i * row) + (2 * j * channels));
                    ref float lower = ref Unsafe.Add(ref upper, row);
                    int at = ((i * outWidth) + j) * channels;
                    for (int c = 0; c < channels; c += TLanes.Count)
                    {
                        TVector largest = TLanes.Load(ref upper, c);
                        largest = Larger<TLanes, TVector>(TLanes.Load(ref upper, channels + c), largest);
                        largest = Larger<TLanes, TVector>(TLanes.Load(ref lower, c), largest);
                        largest = Larger<TLanes, TVector>(TLanes.Load(ref lower, channels + c), largest);
                        ElementwiseKernel.Store<TLanes, TVector>(largest, ref y, at + c, end);
                    }
                }
            }
        }
    }

    private readonly struct InputGradientJob(WindowGeometry window, Tensor input, Tensor output, Tensor outputGradient, Tensor inputGradient)
        : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
            (int outHeight, int outWidth) = (output.Shape[1], output.Shape[2]);
            int sample = height * width * channels;
            ref float x = ref Unsafe.Add(ref input.First, (nint)piece * sample);
            ref float xGradient = ref Unsafe.Add(ref inputGradient.First, (nint)piece * sample);
            if (window == Halving)
            {
                Halve<TLanes, TVector>(
                    ref x,
                    ref Unsafe.Add(ref output.First, (nint)piece * outHeight * outWidth * channels),
                    ref Unsafe.Add(ref outputGradient.First, (nint)piece * outHeight * outWidth * channels),
                    ref xGradient);
                return;
            }

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
                        TVector largest = TLanes.Load(ref output.First, at + c);
                        TVector free = TLanes.Load(ref outputGradient.First, at + c);   // what no pixel has taken yet
                        TVector isNaN = TLanes.NotEqual(largest, largest);
                        for (int u = u0; u < u1; u++)
                        {
                            int row = (top + (u * window.Dilation)) * width;
                            for (int v = v0; v < v1; v++)
                            {
                                int place = ((row + left + (v * window.Dilation)) * channels) + c;
                                TVector share = Share<TLanes, TVector>(TLanes.Load(ref x, place), largest, isNaN, ref free);
                                TVector sum = TLanes.Add(TLanes.Load(ref xGradient, place), share);
                                ElementwiseKernel.Store<TLanes, TVector>(sum, ref xGradient, place, place - c + channels);
                            }
                        }
                    }
                }
            }
        }

        // Windows of 2×2 side by side: each pixel is in one window or in none. Where vectors are wider than a pixel's channels, the upper row of all
        // windows of a row comes first, then the lower one, so that they can be stored whole: what they write beyond their pixel is written over by the next.
        private void Halve<TLanes, TVector>(ref float x, ref float y, ref float yGradient, ref float xGradient)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            (int height, int width, int channels) = (input.Shape[1], input.Shape[2], input.Shape[3]);
            (int outHeight, int outWidth) = (output.Shape[1], output.Shape[2]);
            int row = width * channels, outRow = outWidth * channels, end = height * row;
            for (int i = 0; i < outHeight; i++)
            {
                nint pixels = 2 * (nint)i * row, places = (nint)i * outRow;
                ref float rows = ref Unsafe.Add(ref x, pixels), windows = ref Unsafe.Add(ref y, places), gradients = ref Unsafe.Add(ref yGradient, places);
                ref float upper = ref Unsafe.Add(ref xGradient, pixels), lower = ref Unsafe.Add(ref upper, row);
                if (channels % TLanes.Count == 0)
                {
                    HalveRows<TLanes, TVector>(ref rows, ref windows, ref gradients, ref upper);
                }
                else
                {
                    HalveRow<TLanes, TVector>(ref rows, ref windows, ref gradients, ref upper, isLower: false, end - (int)pixels);
                    HalveRow<TLanes, TVector>(ref rows, ref windows, ref gradients, ref lower, isLower: true, end - (int)pixels - row);
                }

                Clear(ref Unsafe.Add(ref upper, 2 * outRow), row - (2 * outRow));
                Clear(ref Unsafe.Add(ref lower, 2 * outRow), row - (2 * outRow));
            }

            Clear(ref Unsafe.Add(ref xGradient, 2 * outHeight * row), end - (2 * outHeight * row));
        }

        // Both rows of the windows of a row, where a pixel's channels fill vectors.
        private void HalveRows<TLanes, TVector>(ref float x, ref float y, ref float yGradient, ref float xGradient)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int channels = input.Shape[3], row = input.Shape[2] * channels, outWidth = output.Shape[2];
            for (int j = 0; j < outWidth; j++)
            {
                for (int c = 0; c < channels; c += TLanes.Count)
                {
                    int place = (j * channels) + c, pixel = place + (j * channels);
                    TVector largest = TLanes.Load(ref y, place), free = TLanes.Load(ref yGradient, place), isNaN = TLanes.NotEqual(largest, largest);
                    TLanes.Store(Share<TLanes, TVector>(TLanes.Load(ref x, pixel), largest, isNaN, ref free), ref xGradient, pixel);
                    TLanes.Store(Share<TLanes, TVector>(TLanes.Load(ref x, pixel + channels), largest, isNaN, ref free), ref xGradient, pixel + channels);
                    TLanes.Store(Share<TLanes, TVector>(TLanes.Load(ref x, pixel + row), largest, isNaN, ref free), ref xGradient, pixel + row);
                    TLanes.Store(Share<TLanes, TVector>(TLanes.Load(ref x, pixel + row + channels), largest, isNaN, ref free), ref xGradient, pixel + row + channels);
                }
            }
        }

        private void HalveRow<TLanes, TVector>(ref float x, ref float y, ref float yGradient, ref float xGradient, bool isLower, int end)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int channels = input.Shape[3], row = input.Shape[2] * channels, outWidth = output.Shape[2];
            for (int j = 0; j < outWidth; j++)
            {
                // Beyond the left pixel lies the right one, of which a vector before may have written the beginning.
                int endOfLeft = channels <= TLanes.Count ? end : ((2 * j) + 1) * channels;
                for (int c = 0; c < channels; c += TLanes.Count)
                {
                    int place = (j * channels) + c, pixel = (2 * j * channels) + c;
                    TVector largest = TLanes.Load(ref y, place), free = TLanes.Load(ref yGradient, place), isNaN = TLanes.NotEqual(largest, largest);
                    TVector left = Share<TLanes, TVector>(TLanes.Load(ref x, pixel), largest, isNaN, ref free);
                    TVector right = Share<TLanes, TVector>(TLanes.Load(ref x, pixel + channels), largest, isNaN, ref free);
                    if (isLower)
                    {
                        left = Share<TLanes, TVector>(TLanes.Load(ref x, pixel + row), largest, isNaN, ref free);
                        right = Share<TLanes, TVector>(TLanes.Load(ref x, pixel + row + channels), largest, isNaN, ref free);
                    }

                    ElementwiseKernel.Store<TLanes, TVector>(left, ref xGradient, pixel, endOfLeft);
                    ElementwiseKernel.Store<TLanes, TVector>(right, ref xGradient, pixel + channels, end);
                }
            }
        }

        private static void Clear(ref float start, int count) => MemoryMarshal.CreateSpan(ref start, count).Clear();
    }
}
