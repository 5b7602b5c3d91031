namespace DigitLab.Neural;

/// <summary>A <see cref="DepthwiseConv2D"/>'s settings.</summary>
/// <param name="Channels">Channels of input and output.</param>
/// <param name="Window">Size, stride, padding, dilation.</param>
/// <param name="HasBias">Whether a bias is added.</param>
public sealed record DepthwiseConv2DDescription(int Channels, WindowGeometry Window, bool HasBias) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => Channels * (((Int128)Window.Height * Window.Width) + (HasBias ? 1 : 0));

    /// <inheritdoc/>
    public override Layer Build() => new DepthwiseConv2D(Channels, Window, HasBias);
}
