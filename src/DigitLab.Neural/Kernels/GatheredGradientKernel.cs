using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A convolution's input gradient, gathered: for each pixel, a product over the places that saw it.</summary>
internal static class GatheredGradientKernel
{
    internal static void Run(ConvolutionPlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        workers.Run(plan.GatheredGradient!.Phases.Length, new GatherWeightsJob(plan, weights));
        workers.RunVectors(ConvolutionKernel.PiecesOf(plan.Input[0], plan.SamplesAtOnce), new InputGradientJob(plan, outputGradient, inputGradient));
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

    private readonly struct InputGradientJob(ConvolutionPlan plan, Tensor outputGradient, Tensor inputGradient) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * plan.SamplesAtOnce;
            int end = Math.Min(first + plan.SamplesAtOnce, plan.Input[0]);
            for (int n = first; n < end; n++)
            {
                Pad(n);
                foreach (ConvolutionPhase phase in plan.GatheredGradient!.Phases)
                {
                    Fill<TLanes, TVector>(phase, n);
                }
            }
        }

        private void Pad(int n)
        {
            GatheredGradientPlan gradient = plan.GatheredGradient!;
            int channels = plan.Geometry.OutChannels, sample = plan.Output[1] * plan.Output[2] * channels;
            ConvolutionKernel.CopyInside(
                outputGradient.Span.Slice(n * sample, sample),
                plan.Output[1],
                gradient.Padded.Span.Slice(n * gradient.PaddedSample, gradient.PaddedSample),
                ((gradient.BorderTop * gradient.Width) + gradient.BorderLeft) * channels,
                gradient.Width * channels);
        }

        private void Fill<TLanes, TVector>(ConvolutionPhase phase, int n)
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
    }
}
