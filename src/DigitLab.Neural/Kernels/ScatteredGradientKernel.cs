using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A convolution's input gradient, scattered: a product gives each place's window, and a sum over places puts the windows together.</summary>
internal static class ScatteredGradientKernel
{
    internal static void Run(ConvolutionPlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        ScatteredGradientPlan scattered = plan.ScatteredGradient!;
        TransposeKernel.Run(weights, plan.Geometry.Taps, plan.Geometry.OutChannels, scattered.Weights, scattered.TapStride, workers);
        workers.Scratch.Reserve(scattered.PlacesAtOnce * scattered.TapStride);
        workers.RunVectors(plan.Input[0], new InputGradientJob(plan, outputGradient, inputGradient, workers.Scratch));
    }

    // One sample's gradient.
    private readonly struct InputGradientJob(ConvolutionPlan plan, Tensor outputGradient, Tensor inputGradient, ScratchMemory scratch) : IVectorJob
    {
        private ScatteredGradientPlan Plan => plan.ScatteredGradient!;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int sample = plan.Input[1] * plan.Input[2] * plan.Input[3], places = plan.Output[1] * plan.Output[2];
            inputGradient.Span.Slice(piece * sample, sample).Clear();
            int taken = scratch.Take(Plan.PlacesAtOnce * Plan.TapStride, out Tensor patches);
            try
            {
                for (int first = 0; first < places; first += Plan.PlacesAtOnce)
                {
                    int count = Math.Min(Plan.PlacesAtOnce, places - first);
                    PatchProduct.Run<TLanes, TVector>(
                        ref Unsafe.Add(ref outputGradient.First, ((nint)piece * places + first) * plan.Geometry.OutChannels),
                        Plan.Rows.AsSpan(0, count),
                        Plan.Steps,
                        ref Plan.Weights.First,
                        Plan.TapStride,
                        Plan.TapStride,   // whole vectors: the columns behind the last tap are zero
                        ref patches.First,
                        Plan.TapStride,
                        ProductStart.Zero,
                        ref patches.First);
                    for (int r = 0; r < count; r++)
                    {
                        AddPatch<TLanes, TVector>(
                            ref Unsafe.Add(ref patches.First, r * Plan.TapStride), first + r, ref Unsafe.Add(ref inputGradient.First, (nint)piece * sample));
                    }
                }
            }
            finally
            {
                scratch.GiveBack(taken);
            }
        }

        // Adds a window's numbers to the pixels under it.
        private void AddPatch<TLanes, TVector>(ref float patch, int place, ref float pixels)
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
}
