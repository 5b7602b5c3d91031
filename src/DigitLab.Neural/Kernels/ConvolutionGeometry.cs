namespace DigitLab.Neural;

/// <summary>A convolution's window and channels.</summary>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="Window">Size, stride, padding, dilation.</param>
internal readonly record struct ConvolutionGeometry(int InChannels, int OutChannels, WindowGeometry Window)
{
    /// <summary>Numbers in a patch: window height · window width · channels in.</summary>
    internal int Taps => Window.Height * Window.Width * InChannels;

    /// <summary>The output for an input <c>[batch, height, width, channels in]</c>.</summary>
    internal Shape OutputShape(Shape input) =>
        new(input[0], Window.OutputHeight(input[1]), Window.OutputWidth(input[2]), OutChannels);
}
