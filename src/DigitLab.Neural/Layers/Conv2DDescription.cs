namespace DigitLab.Neural;

/// <summary>A <see cref="Conv2D"/>'s settings.</summary>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="Window">Size, stride, padding, dilation.</param>
/// <param name="HasBias">Whether a bias is added.</param>
public sealed record Conv2DDescription(int InChannels, int OutChannels, WindowGeometry Window, bool HasBias) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => OutChannels * (((Int128)InChannels * Window.Height * Window.Width) + (HasBias ? 1 : 0));

    /// <inheritdoc/>
    public override Layer Build() => new Conv2D(InChannels, OutChannels, Window, HasBias);
}
