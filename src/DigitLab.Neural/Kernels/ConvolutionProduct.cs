using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A convolution's outputs at some places of a batch, as one <see cref="PatchProduct"/>.</summary>
internal readonly struct ConvolutionProduct(ConvolutionPlan plan, Tensor input, Tensor weights, Tensor? bias)
{
    /// <summary>The outputs of some places, which are counted from a sample's first.</summary>
    /// <param name="sample">The sample, padded already.</param>
    /// <param name="firstPlace">Its first place of these.</param>
    /// <param name="count">How many places; they may go on into the samples behind.</param>
    /// <param name="output">Where the first place's outputs go.</param>
    /// <param name="end">What becomes of the sums.</param>
    internal void Run<TLanes, TVector>(int sample, int firstPlace, int count, ref float output, ProductEnd end)
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
            ref output,
            outChannels,
            bias is null ? ProductStart.Zero : ProductStart.Bias,
            ref (bias ?? weights).First,
            end);
    }

    /// <summary>Copies some samples into their border of zeros, where there is one.</summary>
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
            ConvolutionKernel.CopyInside(
                input.Span.Slice(n * sample, sample),
                plan.Input[1],
                plan.Padded.Span.Slice(n * plan.PaddedSample, plan.PaddedSample),
                ((padding.Top * plan.PaddedWidth) + padding.Left) * channels,
                plan.PaddedWidth * channels);
        }
    }
}
