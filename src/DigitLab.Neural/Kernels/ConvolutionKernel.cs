using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Convolution over batches: pads, cuts the work, and hands it to <see cref="PatchProduct"/>.</summary>
internal static class ConvolutionKernel
{
    /// <summary>Rectifying at the end saves a pass over the output.</summary>
    internal static void Forward(
        ConvolutionPlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor output, Workers workers, ProductEnd end = ProductEnd.Sums) =>
        workers.RunVectors(PiecesOf(plan.Input[0], plan.SamplesAtOnce), new ForwardJob(plan, input, weights, bias, output, end));

    /// <summary>Adds to both gradients. The forward pass of the same input must have gone before: its padded copy is used again.</summary>
    internal static void AddWeightGradient(
        ConvolutionPlan plan, Tensor input, Tensor outputGradient, Tensor weightGradient, Tensor? biasGradient, Workers workers)
    {
        workers.RunVectors(plan.Parts, new PartialGradientJob(plan, input, outputGradient, biasGradient is not null));
        Tensor partials = plan.Partials!;
        int stride = (plan.Geometry.Taps + 1) * plan.Geometry.OutChannels;
        ElementwiseKernel.AddParts(partials, 0, stride, plan.Parts, weightGradient, workers);
        if (biasGradient is not null)
        {
            ElementwiseKernel.AddParts(partials, weightGradient.Length, stride, plan.Parts, biasGradient, workers);
        }
    }

    internal static void InputGradient(ConvolutionPlan plan, Tensor weights, Tensor outputGradient, Tensor inputGradient, Workers workers)
    {
        workers.Run(plan.InputGradient!.Phases.Length, new GatherWeightsJob(plan, weights));
        workers.RunVectors(PiecesOf(plan.Input[0], plan.SamplesAtOnce), new InputGradientJob(plan, outputGradient, inputGradient));
    }

    private static int PiecesOf(int samples, int atOnce) => (samples + atOnce - 1) / atOnce;

    // A picture [rows, columns · channels] into the middle of a larger one, whose border is zero and stays so.
    private static void CopyInside(ReadOnlySpan<float> picture, int rows, Span<float> padded, int firstAt, int paddedRow)
    {
        int row = picture.Length / rows;
        for (int i = 0; i < rows; i++)
        {
            picture.Slice(i * row, row).CopyTo(padded.Slice(firstAt + (i * paddedRow), row));
        }
    }

    private readonly struct ForwardJob(ConvolutionPlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor output, ProductEnd end) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * plan.SamplesAtOnce;
            int count = Math.Min(plan.SamplesAtOnce, plan.Input[0] - first);
            if (plan.Padded is not null)
            {
                Pad(first, count);
            }

            int places = plan.Output[1] * plan.Output[2], outChannels = plan.Geometry.OutChannels;
            PatchProduct.Run<TLanes, TVector>(
                ref Unsafe.Add(ref (plan.Padded ?? input).First, (nint)first * plan.PaddedSample),
                plan.Places.AsSpan(0, count * places),
                plan.Taps,
                ref weights.First,
                outChannels,
                outChannels,
                ref Unsafe.Add(ref output.First, (nint)first * places * outChannels),
                outChannels,
                bias is null ? ProductStart.Zero : ProductStart.Bias,
                ref (bias ?? weights).First,
                end);
        }

        private void Pad(int first, int count)
        {
            int channels = plan.Geometry.InChannels, sample = plan.Input[1] * plan.Input[2] * channels;
            Padding padding = plan.Geometry.Window.Padding;
            for (int n = first; n < first + count; n++)
            {
                CopyInside(
                    input.Span.Slice(n * sample, sample),
                    plan.Input[1],
                    plan.Padded!.Span.Slice(n * plan.PaddedSample, plan.PaddedSample),
                    ((padding.Top * plan.PaddedWidth) + padding.Left) * channels,
                    plan.PaddedWidth * channels);
            }
        }
    }

    // The gradient of one part's samples: each tap's row is a product over all places with the output's gradient.
    private readonly struct PartialGradientJob(ConvolutionPlan plan, Tensor input, Tensor outputGradient, bool hasBias) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * plan.SamplesPerPart;
            int places = Math.Min(plan.SamplesPerPart, plan.Input[0] - first) * plan.Output[1] * plan.Output[2];
            int outChannels = plan.Geometry.OutChannels, taps = plan.Geometry.Taps;
            ref float gradient = ref Unsafe.Add(ref outputGradient.First, (nint)first * plan.Output[1] * plan.Output[2] * outChannels);
            ref float partial = ref Unsafe.Add(ref plan.Partials!.First, (nint)piece * (taps + 1) * outChannels);
            PatchProduct.Run<TLanes, TVector>(
                ref Unsafe.Add(ref (plan.Padded ?? input).First, (nint)first * plan.PaddedSample),
                plan.Taps,
                plan.Places.AsSpan(0, places),
                ref gradient,
                outChannels,
                outChannels,
                ref partial,
                outChannels,
                ProductStart.Zero,
                ref partial);
            if (hasBias)
            {
                ElementwiseKernel.SumRows<TLanes, TVector>(
                    ref gradient, places, outChannels, ref Unsafe.Add(ref partial, (nint)taps * outChannels));
            }
        }
    }

    // w[u, v, c, o] to rows of (u, v, o) and columns of c, so that a vector's lanes are the input's channels.
    private readonly struct GatherWeightsJob(ConvolutionPlan plan, Tensor weights) : IJob
    {
        public void Run(int piece)
        {
            ConvolutionPhase phase = plan.InputGradient!.Phases[piece];
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
                foreach (ConvolutionPhase phase in plan.InputGradient!.Phases)
                {
                    Fill<TLanes, TVector>(phase, n);
                }
            }
        }

        private void Pad(int n)
        {
            ConvolutionInputGradientPlan gradient = plan.InputGradient!;
            int channels = plan.Geometry.OutChannels, sample = plan.Output[1] * plan.Output[2] * channels;
            CopyInside(
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
            ConvolutionInputGradientPlan gradient = plan.InputGradient!;
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
