namespace DigitLab.Neural;

/// <summary>A <see cref="TrainableSubsampling2D"/>'s settings.</summary>
/// <param name="Channels">Channels of input and output.</param>
/// <param name="PoolSize">Side of the window.</param>
public sealed record TrainableSubsampling2DDescription(int Channels, int PoolSize = 2) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => (Int128)Channels * 2;

    /// <inheritdoc/>
    public override Layer Build() => new TrainableSubsampling2D(Channels, PoolSize);
}
