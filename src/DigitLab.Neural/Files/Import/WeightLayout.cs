namespace DigitLab.Neural;

/// <summary>The order of the axes in which a file holds weights.</summary>
public enum WeightLayout
{
    /// <summary>PyTorch's: convolutions <c>[out, in, height, width]</c>, dense layers <c>[out, in]</c>, flattened pictures channel by channel.</summary>
    ChannelsFirst,

    /// <summary>DigitLab's: convolutions <c>[height, width, in, out]</c>, dense layers <c>[in, out]</c>, flattened pictures pixel by pixel.</summary>
    ChannelsLast,
}
