using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Reads a node's window: its size, strides, dilations and padding.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class WindowReader(OnnxGraph graph)
{
    /// <summary>A window.</summary>
    /// <param name="node">A convolution or a pooling.</param>
    /// <param name="picture">What it goes over.</param>
    /// <param name="kernel">Its height and width where the node does not say them.</param>
    /// <exception cref="InvalidDataException">No window here is like it.</exception>
    internal WindowGeometry Read(NodeProto node, Shape picture, int[]? kernel = null)
    {
        long[] size = Integers(node, "kernel_shape", kernel is null ? [] : [kernel[0], kernel[1]]);
        long[] strides = Integers(node, "strides", [1, 1]), dilations = Integers(node, "dilations", [1, 1]), pads = Integers(node, "pads", [0, 0, 0, 0]);
        if (size.Length != 2 || strides.Length != 2 || dilations.Length != 2 || pads.Length != 4 || strides[0] != strides[1] || dilations[0] != dilations[1]
            || size.Concat(strides).Concat(dilations).Concat(pads).Any(number => number is < 0 or > short.MaxValue))
        {
            throw graph.Refusal(node, "expected a window of two axes, with one stride and one dilation for both");
        }

        Padding padding = Text(node, "auto_pad", "NOTSET") switch
        {
            "NOTSET" => new Padding((int)pads[0], (int)pads[2], (int)pads[1], (int)pads[3]),
            "VALID" => Padding.None,
            "SAME_UPPER" => Same(isUpper: true, picture, size, strides[0], dilations[0]),
            "SAME_LOWER" => Same(isUpper: false, picture, size, strides[0], dilations[0]),
            string other => throw graph.Refusal(node, $"auto_pad {other} is unknown"),
        };
        var window = new WindowGeometry((int)size[0], (int)size[1], (int)strides[0], padding, (int)dilations[0]);
        bool isRoundedUp = Integer(node, "ceil_mode", 0) != 0;
        return isRoundedUp && !(Fits(picture[1] + padding.Top + padding.Bottom, size[0]) && Fits(picture[2] + padding.Left + padding.Right, size[1]))
            ? throw graph.Refusal(node, "ceil_mode takes in a part of a window here, which no pooling here does")
            : window.Checked();

        bool Fits(int extent, long taps) => (extent - ((taps - 1) * dilations[0]) - 1) % strides[0] == 0;
    }

    // So much padding that the output has ⌈extent / stride⌉ pixels; the odd one behind, or before.
    private static Padding Same(bool isUpper, Shape picture, long[] size, long stride, long dilation)
    {
        (int before, int behind) Along(int extent, long taps)
        {
            long all = Math.Max(0, ((((extent + stride - 1) / stride) - 1) * stride) + ((taps - 1) * dilation) + 1 - extent);
            return isUpper ? ((int)(all / 2), (int)(all - (all / 2))) : ((int)(all - (all / 2)), (int)(all / 2));
        }

        (int top, int bottom) = Along(picture[1], size[0]);
        (int left, int right) = Along(picture[2], size[1]);
        return new Padding(top, bottom, left, right);
    }
}
