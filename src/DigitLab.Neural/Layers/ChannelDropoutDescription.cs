namespace DigitLab.Neural;

/// <summary>A <see cref="ChannelDropout"/>'s settings.</summary>
/// <param name="Rate">The probability that a channel is dropped.</param>
public sealed record ChannelDropoutDescription(double Rate) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new ChannelDropout(Rate);
}
