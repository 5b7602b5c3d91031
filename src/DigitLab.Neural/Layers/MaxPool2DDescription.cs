namespace DigitLab.Neural;

/// <summary>A <see cref="MaxPool2D"/>'s settings.</summary>
/// <param name="Window">Size, stride, padding, dilation.</param>
public sealed record MaxPool2DDescription(WindowGeometry Window) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new MaxPool2D(Window);
}
