using DigitLab.Neural;

namespace DigitLab.Onnx;

/// <summary>Convolution weights in the order of PyTorch and ONNX, <c>[out, in, height, width]</c>, and in ours, <c>[height, width, in, out]</c>.</summary>
internal static class WeightOrder
{
    /// <summary>Ours as theirs.</summary>
    internal static float[] ChannelsFirst(Tensor weights)
    {
        (int height, int width, int ins, int outs) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        float[] turned = new float[weights.Length];
        ReadOnlySpan<float> from = weights.Span;
        int place = 0;
        for (int tap = 0; tap < height * width; tap++)
        {
            for (int i = 0; i < ins; i++)
            {
                for (int o = 0; o < outs; o++)
                {
                    turned[(((o * ins) + i) * height * width) + tap] = from[place++];
                }
            }
        }

        return turned;
    }
}
