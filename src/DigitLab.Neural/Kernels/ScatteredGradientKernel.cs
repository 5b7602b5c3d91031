using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>A convolution's input gradient, scattered: a product gives each place's window, and a sum over places puts the windows together.</summary>
internal static class ScatteredGradientKernel
{
    /// <summary>Turns the weights.</summary>
    internal static void Prepare(ConvolutionPlan plan, Tensor weights, Workers workers)
    {
        ScatteredGradientPlan scattered = plan.ScatteredGradient!;
        TransposeKernel.Run(weights, plan.Geometry.Taps, plan.Geometry.OutChannels, scattered.Weights, scattered.TapStride, workers);
    }

    /// <summary>One sample's gradient.</summary>
    internal static void Run<TLanes, TVector>(ConvolutionPlan plan, int n, ref float outputGradient, Tensor inputGradient, ref float patches)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ScatteredGradientPlan scattered = plan.ScatteredGradient!;
        int sample = plan.Input[1] * plan.Input[2] * plan.Input[3], places = plan.Output[1] * plan.Output[2];
        Span<float> pixels = inputGradient.Span.Slice(n * sample, sample);
        pixels.Clear();
        for (int first = 0; first < places; first += scattered.PlacesAtOnce)
        {
            int count = Math.Min(scattered.PlacesAtOnce, places - first);
            PatchProduct.Run<TLanes, TVector>(
                ref Unsafe.Add(ref outputGradient, first * plan.Geometry.OutChannels),
                scattered.Rows.AsSpan(0, count),
                scattered.Steps,
                ref scattered.Weights.First,
                scattered.TapStride,
                scattered.TapStride,   // whole vectors: the columns behind the last tap are zero
                ref patches,
                scattered.TapStride,
                ProductStart.Zero,
                ref patches);
            for (int r = 0; r < count; r++)
            {
                AddPatch<TLanes, TVector>(plan, ref Unsafe.Add(ref patches, r * scattered.TapStride), first + r, ref MemoryMarshal.GetReference(pixels));
            }
        }
    }

    // Adds a window's numbers to the pixels under it.
    private static void AddPatch<TLanes, TVector>(ConvolutionPlan plan, ref float patch, int place, ref float pixels)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        WindowGeometry window = plan.Geometry.Window;
        int channels = plan.Geometry.InChannels, height = plan.Input[1], width = plan.Input[2];
        (int i, int j) = Math.DivRem(place, plan.Output[2]);
        int top = (i * window.Stride) - window.Padding.Top, left = (j * window.Stride) - window.Padding.Left;
        (int u0, int u1) = window.Inside(top, window.Height, height);
        (int v0, int v1) = window.Inside(left, window.Width, width);

        // Without dilation a row of the window is a row of the picture, in one piece.
        int runs = window.Dilation == 1 ? Math.Min(1, v1 - v0) : v1 - v0, length = window.Dilation == 1 ? (v1 - v0) * channels : channels;
        for (int u = u0; u < u1; u++)
        {
            int row = (top + (u * window.Dilation)) * width;
            for (int run = 0; run < runs; run++)
            {
                int v = v0 + run;
                Add<TLanes, TVector>(
                    ref Unsafe.Add(ref patch, ((u * window.Width) + v) * channels),
                    ref Unsafe.Add(ref pixels, (row + left + (v * window.Dilation)) * channels),
                    length);
            }
        }
    }

    private static void Add<TLanes, TVector>(ref float from, ref float to, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int i = 0; i < length; i += TLanes.Count)
        {
            ElementwiseKernel.Store<TLanes, TVector>(TLanes.Add(TLanes.Load(ref to, i), TLanes.Load(ref from, i)), ref to, i, length);
        }
    }
}
