using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>The order in which the training digits come in an epoch: random, and the same for the same seed, epoch and number of digits.</summary>
public static class EpochOrder
{
    /// <summary>Writes the order of an epoch.</summary>
    /// <param name="order">Overwritten with the places 0 … length − 1, each once.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is outside 0 … 2²⁴ − 1.</exception>
    public static void Fill(Span<int> order, ulong seed, int epoch)
    {
        FillInOrder(order);
        new RandomKey(seed, RandomPurpose.Shuffle, epoch).Open().Shuffle(order);
    }

    internal static void FillInOrder(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }
}
