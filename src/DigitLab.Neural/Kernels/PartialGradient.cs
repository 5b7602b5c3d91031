using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The gradient of one part's samples by a convolution's weights: each tap's row is a product over all places with the output's gradient.</summary>
internal readonly struct PartialGradient(ConvolutionPlan plan, Tensor input, bool hasBias)
{
    /// <summary>Puts the sums over some places into the part's, or adds them to those of the places before.</summary>
    /// <param name="part">The part.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="place">The first place of the output in it.</param>
    /// <param name="places">How many places; beyond the sample's they are those of the samples that follow.</param>
    /// <param name="outputGradient">Their gradients, one after the other.</param>
    /// <param name="start"><see cref="ProductStart.Zero"/> for a part's first places, <see cref="ProductStart.Sums"/> for those that follow.</param>
    internal void Run<TLanes, TVector>(int part, int sample, int place, int places, ref float outputGradient, ProductStart start)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int outChannels = plan.Geometry.OutChannels, taps = plan.Geometry.Taps;
        ref float partial = ref Unsafe.Add(ref plan.Partials!.First, (nint)part * (taps + 1) * outChannels);
        PatchProduct.Run<TLanes, TVector>(
            ref Unsafe.Add(ref (plan.Padded ?? input).First, (nint)sample * plan.PaddedSample),
            plan.Taps,
            plan.Places.AsSpan(place, places),
            ref outputGradient,
            outChannels,
            outChannels,
            ref partial,
            outChannels,
            start,
            ref partial);
        if (hasBias)
        {
            ElementwiseKernel.SumRows<TLanes, TVector>(ref outputGradient, places, outChannels, ref Unsafe.Add(ref partial, (nint)taps * outChannels), start);
        }
    }
}
