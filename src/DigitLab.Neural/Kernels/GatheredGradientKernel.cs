using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>A convolution's input gradient, gathered: for each pixel, a product over the places that saw it.</summary>
internal static class GatheredGradientKernel
{
    /// <summary>Brings the weights into each phase's order.</summary>
    internal static void Prepare(ConvolutionPlan plan, Tensor weights, Workers workers) =>
        workers.Run(plan.GatheredGradient!.Phases.Length, new GatherWeightsJob(plan, weights));

    /// <summary>One sample's gradient.</summary>
    internal static void Run<TLanes, TVector>(ConvolutionPlan plan, int sample, ref float outputGradient, Tensor inputGradient)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        GatheredGradientPlan gradient = plan.GatheredGradient!;
        int channels = plan.Geometry.OutChannels;
        ConvolutionKernel.CopyInside(
            MemoryMarshal.CreateReadOnlySpan(ref outputGradient, plan.Output[1] * plan.Output[2] * channels),
            plan.Output[1],
            gradient.Padded.Span.Slice(sample * gradient.PaddedSample, gradient.PaddedSample),
            ((gradient.BorderTop * gradient.Width) + gradient.BorderLeft) * channels,
            gradient.Width * channels);
        foreach (ConvolutionPhase phase in gradient.Phases)
        {
            Fill<TLanes, TVector>(plan, phase, sample, inputGradient);
        }
    }

    private static void Fill<TLanes, TVector>(ConvolutionPlan plan, ConvolutionPhase phase, int n, Tensor inputGradient)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        GatheredGradientPlan gradient = plan.GatheredGradient!;
        int stride = plan.Geometry.Window.Stride, channels = plan.Geometry.InChannels;

        // At stride 1 the pixels follow each other without a gap: one product does them all. Else it is one a row.
        int products = stride == 1 ? 1 : phase.PixelRows;
        int pixels = phase.Places.Length / products;
        for (int i = 0; i < products; i++)
        {
            int pixel = (((n * plan.Input[1]) + phase.FirstRow + (i * stride)) * plan.Input[2]) + phase.FirstColumn;
            PatchProduct.Run<TLanes, TVector>(
                ref Unsafe.Add(ref gradient.Padded.First, (nint)n * gradient.PaddedSample),
                phase.Places.AsSpan(i * pixels, pixels),
                phase.Steps,
                ref phase.Weights.First,
                channels,
                channels,
                ref Unsafe.Add(ref inputGradient.First, (nint)pixel * channels),
                stride * channels,
                ProductStart.Zero,
                ref phase.Weights.First);
        }
    }

    // w[u, v, c, o] to rows of (u, v, o) and columns of c, so that a vector's lanes are the input's channels.
    private readonly struct GatherWeightsJob(ConvolutionPlan plan, Tensor weights) : IJob
    {
        public void Run(int piece)
        {
            ConvolutionPhase phase = plan.GatheredGradient!.Phases[piece];
            int inChannels = plan.Geometry.InChannels, outChannels = plan.Geometry.OutChannels;
            ReadOnlySpan<float> from = weights.Span;
            Span<float> to = phase.Weights.Span;
            for (int t = 0; t < phase.WeightRows.Length; t++)
            {
                (int tap, int o) = Math.DivRem(phase.WeightRows[t], outChannels);
                for (int c = 0; c < inChannels; c++)
                {
                    to[(t * inChannels) + c] = from[(((tap * inChannels) + c) * outChannels) + o];
                }
            }
        }
    }
}
