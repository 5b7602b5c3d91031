using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Convolution over batches: pads, cuts the work, and hands it to <see cref="PatchProduct"/>.</summary>
internal static class ConvolutionKernel
{
    /// <summary>Rectifying at the end saves a pass over the output.</summary>
    internal static void Forward(
        ConvolutionPlan plan, Tensor input, Tensor weights, Tensor? bias, Tensor output, Workers workers, ProductEnd end = ProductEnd.Sums)
    {
        var job = new ForwardJob(plan, input, weights, bias, output, end);
        if (plan.Input[0] == 1)
        {
            job.Pad(0, 1);
            workers.RunVectors(PiecesOf(plan.Places.Length, ConvolutionPlan.PlacesAtOnce), new PlacesJob(job, plan.Places.Length));
        }
        else
        {
            workers.RunVectors(PiecesOf(plan.Input[0], plan.SamplesAtOnce), job);
        }
    }

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
        if (plan.ScatteredGradient is not null)
        {
            ScatteredGradientKernel.Run(plan, weights, outputGradient, inputGradient, workers);
        }
        else
        {
            GatheredGradientKernel.Run(plan, weights, outputGradient, inputGradient, workers);
        }
    }

    internal static int PiecesOf(int samples, int atOnce) => (samples + atOnce - 1) / atOnce;

    // A picture [rows, columns · channels] into the middle of a larger one, whose border is zero and stays so.
    internal static void CopyInside(ReadOnlySpan<float> picture, int rows, Span<float> padded, int firstAt, int paddedRow)
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
            Pad(first, count);
            Product<TLanes, TVector>(first, 0, count * plan.Output[1] * plan.Output[2]);
        }

        // The outputs of some places, which are counted from a sample's first.
        internal void Product<TLanes, TVector>(int sample, int firstPlace, int count)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int outChannels = plan.Geometry.OutChannels;
            PatchProduct.Run<TLanes, TVector>(
                ref Unsafe.Add(ref (plan.Padded ?? input).First, (nint)sample * plan.PaddedSample),
                plan.Places.AsSpan(firstPlace, count),
                plan.Taps,
                ref weights.First,
                outChannels,
                outChannels,
                ref Unsafe.Add(ref output.First, (((nint)sample * plan.Output[1] * plan.Output[2]) + firstPlace) * outChannels),
                outChannels,
                bias is null ? ProductStart.Zero : ProductStart.Bias,
                ref (bias ?? weights).First,
                end);
        }

        internal void Pad(int first, int count)
        {
            if (plan.Padded is null)
            {
                return;
            }

            int channels = plan.Geometry.InChannels, sample = plan.Input[1] * plan.Input[2] * channels;
            Padding padding = plan.Geometry.Window.Padding;
            for (int n = first; n < first + count; n++)
            {
                CopyInside(
                    input.Span.Slice(n * sample, sample),
                    plan.Input[1],
                    plan.Padded.Span.Slice(n * plan.PaddedSample, plan.PaddedSample),
                    ((padding.Top * plan.PaddedWidth) + padding.Left) * channels,
                    plan.PaddedWidth * channels);
            }
        }
    }

    // Some places of a single sample, which is padded already: so threads share even that.
    private readonly struct PlacesJob(ForwardJob forward, int places) : IVectorJob
    {
        private readonly ForwardJob _forward = forward;

        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int first = piece * ConvolutionPlan.PlacesAtOnce;
            _forward.Product<TLanes, TVector>(0, first, Math.Min(ConvolutionPlan.PlacesAtOnce, places - first));
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
}
