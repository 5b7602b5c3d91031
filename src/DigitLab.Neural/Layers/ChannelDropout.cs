using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>In training sets whole channels of a picture to 0 with probability p and divides the others by 1 − p; at inference does nothing.</summary>
/// <remarks>
/// Neighbouring pixels of a feature map say nearly the same, so dropping single ones would drop little. Input and output [batch, H, W, C]
/// or [batch, C]. A digit's mask depends on the seed, the epoch, the digit's place in it and the layer's place in the network, and on
/// nothing else. Source: Tompson et al. 2015, "Efficient object localization", §3.2, arXiv:1411.4280; PyTorch's Dropout2d.
/// </remarks>
public sealed class ChannelDropout : Layer
{
    /// <summary>A channel dropout.</summary>
    /// <param name="rate">The probability p; at least 0, less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public ChannelDropout(double rate) => Rate = DropoutMask.CheckedRate(rate, nameof(ChannelDropout));

    /// <summary>The probability that a channel is dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new ChannelDropoutDescription(Rate);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) =>
        input.Rank >= 2 ? input : throw Refusal("[batch, …, C]", input, "the last axis must be the channels");

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        if (pass.IsTraining)
        {
            Tensor mask = pass.Memory<Tensor>();
            DropoutMask.Draw(mask, pass.Random, Number, Rate, pass.Workers);
            pass.Workers.RunVectors(input.Shape[0], new MultiplyJob(input, mask, output));
        }
        else
        {
            input.Span.CopyTo(output.Span);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            pass.Workers.RunVectors(input.Shape[0], new MultiplyJob(outputGradient, pass.Memory<Tensor>(), inputGradient));
        }
    }

    /// <summary>A line of a summary: <c>ChannelDropout 0.25</c>.</summary>
    public override string ToString() => $"ChannelDropout {Rate}";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) =>
        isTraining ? new Tensor(new Shape(input[0], input[-1])) : null;

    // Each pixel of one sample, times its sample's factors.
    private readonly struct MultiplyJob(Tensor x, Tensor mask, Tensor y) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int channels = mask.Shape[1], sample = x.Length / mask.Shape[0];
            ref float factors = ref Unsafe.Add(ref mask.First, piece * channels);
            for (nint pixel = (nint)piece * sample; pixel < (nint)(piece + 1) * sample; pixel += channels)
            {
                ref float to = ref Unsafe.Add(ref y.First, pixel);
                for (int c = 0; c < channels; c += TLanes.Count)
                {
                    TVector product = TLanes.Multiply(TLanes.Load(ref x.First, pixel + c), TLanes.Load(ref factors, c));
                    ElementwiseKernel.Store<TLanes, TVector>(product, ref to, c, channels);
                }
            }
        }
    }
}
