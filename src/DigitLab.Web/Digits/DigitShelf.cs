using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;

namespace DigitLab.Web;

/// <summary>The digits that can be looked at: MNIST's, or where it is not to be found synthetic ones; read when they are first asked for.</summary>
internal sealed class DigitShelf(WebLabSettings settings)
{
    private const int SyntheticCount = 10_000;

    private readonly Lazy<DigitSets> _sets = new(() => DigitSets.Find(DatasetChoice.Auto, settings.DataFolder, SyntheticCount, SyntheticCount));

    private Lazy<DigitStatistics>[]? _statistics;

    internal DigitSets Sets => _sets.Value;

    internal DigitDataset Of(DigitSet set) => set == DigitSet.Training ? Sets.Training : Sets.Test;

    /// <summary>What the digits of a set are like; kept.</summary>
    internal DigitStatistics StatisticsOf(DigitSet set) => LazyInitializer.EnsureInitialized(
        ref _statistics, () => [.. Enum.GetValues<DigitSet>().Select(each => new Lazy<DigitStatistics>(() => DigitStatistics.Of(Of(each))))])[(int)set].Value;

    /// <summary>One digit's pixels.</summary>
    /// <exception cref="RequestException">There is no such digit.</exception>
    internal GrayImage Picture(DigitSet set, int index)
    {
        DigitDataset digits = Of(set, index);
        return new GrayImage(digits.Width, digits.Height, digits.Image(index));
    }

    /// <exception cref="RequestException">There is no such digit.</exception>
    internal DigitDataset Of(DigitSet set, int index)
    {
        DigitDataset digits = Of(set);
        return index >= 0 && index < digits.Count
            ? digits
            : throw RequestException.NotThere($"Expected a digit from 0 to {digits.Count - 1} of {digits.Name}, got {index}.");
    }
}
