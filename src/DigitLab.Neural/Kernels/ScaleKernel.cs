using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>y = factor · x + shift, with a pair of numbers a channel: what a batch normalization is at inference.</summary>
internal static class ScaleKernel
{
    /// <summary>Scales pictures, or rows of a matrix, and puts zeros around the pictures if a border is wanted.</summary>
    internal static void Forward(
        Tensor input, Tensor factor, Tensor shift, ProductEnd end, Padding border, Tensor output, Workers workers) =>
        workers.RunVectors(input.Shape[0], new ScaleJob(input, factor, shift, end, border, output));

    // One sample.
    private readonly struct ScaleJob(Tensor input, Tensor factor, Tensor shift, ProductEnd end, Padding border, Tensor output) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int channels = factor.Length, sample = input.Length / input.Shape[0];
            if (border.IsNone)
            {
                Scale<TLanes, TVector>(piece * sample, sample / channels, piece * sample);
                return;
            }

            int rows = input.Shape[1], columns = input.Shape[2], framed = output.Shape[2] * channels;
            int at = piece * output.Shape[1] * framed;
            output.Span.Slice(at, border.Top * framed).Clear();
            at += border.Top * framed;
            for (int i = 0; i < rows; i++)
            {
                output.Span.Slice(at, border.Left * channels).Clear();
                Scale<TLanes, TVector>((piece * sample) + (i * columns * channels), columns, at + (border.Left * channels));
                output.Span.Slice(at + ((border.Left + columns) * channels), border.Right * channels).Clear();
                at += framed;
            }

            output.Span.Slice(at, border.Bottom * framed).Clear();
        }

        // So many pixels that follow each other.
        private void Scale<TLanes, TVector>(int from, int pixels, int to)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int channels = factor.Length;
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                ref float x = ref Unsafe.Add(ref input.First, (nint)from + (pixel * channels));
                ref float y = ref Unsafe.Add(ref output.First, (nint)to + (pixel * channels));
                for (int c = 0; c < channels; c += TLanes.Count)
                {
                    TVector value = TLanes.FusedMultiplyAdd(TLanes.Load(ref factor.First, c), TLanes.Load(ref x, c), TLanes.Load(ref shift.First, c));
                    if (end == ProductEnd.Rectified)
                    {
                        value = ElementwiseKernel.Rectified<TLanes, TVector>(value);
                    }

                    ElementwiseKernel.Store<TLanes, TVector>(value, ref y, c, channels);
                }
            }
        }
    }
}
