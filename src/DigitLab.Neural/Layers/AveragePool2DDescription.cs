namespace DigitLab.Neural;

/// <summary>An <see cref="AveragePool2D"/>'s settings.</summary>
/// <param name="Window">Size, stride, padding, dilation.</param>
/// <param name="CountsPadding">Whether pixels over the edge count as zeros.</param>
public sealed record AveragePool2DDescription(WindowGeometry Window, bool CountsPadding = true) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new AveragePool2D(Window, CountsPadding);
}
