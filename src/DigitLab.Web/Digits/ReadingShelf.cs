using System.Runtime.CompilerServices;
using DigitLab.Insight;
using DigitLab.Neural;

namespace DigitLab.Web;

/// <summary>What models read in all digits of a set: computed when first asked for, kept as long as the model.</summary>
internal sealed class ReadingShelf(DigitShelf digits)
{
    private readonly ConditionalWeakTable<Network, Lazy<DigitReadings>[]> _readings = [];

    /// <summary>All that a model reads in a set; the first time this takes seconds.</summary>
    internal DigitReadings Of(LoadedModel model, DigitSet set) => _readings.GetValue(
        model.Network,
        network => [.. Enum.GetValues<DigitSet>().Select(each => new Lazy<DigitReadings>(() => DigitReadings.Of(network, digits.Of(each), Workers.Shared)))])[(int)set].Value;
}
