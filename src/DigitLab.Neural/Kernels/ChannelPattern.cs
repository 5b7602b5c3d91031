namespace DigitLab.Neural;

/// <summary>How rows of channels become vectors without a remainder: several rows side by side are one pattern.</summary>
/// <remarks>
/// A tensor [rows, channels] is read as one long line. <see cref="Repeats"/> rows make a pattern whose <see cref="Length"/> is a multiple of
/// 64, so that 6 channels fill vectors as well as 32 do. Sums over rows are kept apart for each place of the pattern
/// and added up at the end, so their order follows the number of channels alone, in every width.
/// </remarks>
internal readonly record struct ChannelPattern
{
    private const int FourVectors = 64;   // of the widest kind: an addition waits for the one before it, so four sums go side by side

    internal ChannelPattern(int channels)
    {
        Channels = channels;
        Repeats = FourVectors / Math.Min(FourVectors, channels & -channels);   // the largest power of two that divides both
    }

    internal int Channels { get; }

    /// <summary>Rows in a pattern: a power of two, 1 to 64.</summary>
    internal int Repeats { get; }

    /// <summary>Numbers in a pattern.</summary>
    internal int Length => Channels * Repeats;

    /// <summary>Writes a number per channel to all its places.</summary>
    internal void Spread(ReadOnlySpan<float> channels, Span<float> pattern)
    {
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            channels.CopyTo(pattern[(repeat * Channels)..]);
        }
    }

    /// <summary>Each channel's sum over its places, first to last.</summary>
    /// <param name="pattern">A number for each place.</param>
    /// <param name="sums">A sum for each channel, overwritten.</param>
    internal void Sum(ReadOnlySpan<float> pattern, Span<double> sums)
    {
        int channels = Channels;
        sums.Clear();
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            ReadOnlySpan<float> row = pattern.Slice(repeat * channels, channels);
            for (int c = 0; c < row.Length; c++)
            {
                sums[c] += row[c];
            }
        }
    }
}
