using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Digits in two parts: one to learn from, one to choose by. Together they are the whole, and they share nothing.</summary>
/// <param name="Training">The digits to learn from, in the whole's order.</param>
/// <param name="Validation">The digits held back, in the whole's order.</param>
public sealed record DatasetSplit(DigitDataset Training, DigitDataset Validation)
{
    /// <summary>Splits digits.</summary>
    /// <param name="digits">The whole.</param>
    /// <param name="kind">How the validation digits are chosen.</param>
    /// <param name="validationCount">How many are held back: from 0 to all but one.</param>
    /// <param name="seed">Chooses, if <paramref name="kind"/> is <see cref="SplitKind.Random"/> or <see cref="SplitKind.Stratified"/>.</param>
    /// <param name="writers">Who wrote the digits, for <see cref="SplitKind.Writers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or leaves nothing to learn from.</exception>
    /// <exception cref="ArgumentException">The writers are missing, or no choice of them has just so many digits.</exception>
    public static DatasetSplit Of(DigitDataset digits, SplitKind kind, int validationCount, ulong seed = 0, WriterIds? writers = null)
    {
        if (validationCount < 0 || validationCount >= digits.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(validationCount),
                $"{digits.Name}: expected 0 to {digits.Count - 1} validation digits of {digits.Count}, got {validationCount}: leave some to learn from.");
        }

        bool[] isHeldBack = new bool[digits.Count];
        switch (kind)
        {
            case SplitKind.Last:
                isHeldBack.AsSpan(digits.Count - validationCount).Fill(true);
                break;
            case SplitKind.Random:
                HoldBack([.. Enumerable.Range(0, digits.Count)], validationCount, new RandomKey(seed, RandomPurpose.Split), isHeldBack);
                break;
            case SplitKind.Stratified:
                HoldBackOfEachClass(digits, validationCount, seed, isHeldBack);
                break;
            case SplitKind.Writers:
                if (writers?.Count != digits.Count)
                {
                    throw new ArgumentException($"{digits.Name}: expected the writers of its {digits.Count} digits, got {writers?.Count.ToString() ?? "none"}: a split by writers needs them.", nameof(writers));
                }

                isHeldBack = WriterSplit.HoldBack(digits, writers, validationCount);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of split.");
        }

        return new DatasetSplit(
            digits.Select(Where(isHeldBack, false), $"{digits.Name}-training"),
            digits.Select(Where(isHeldBack, true), $"{digits.Name}-validation"));
    }

    private static void HoldBack(int[] candidates, int count, RandomKey key, bool[] isHeldBack)
    {
        key.Open().Shuffle(candidates.AsSpan());
        foreach (int index in candidates.AsSpan(0, count))
        {
            isHeldBack[index] = true;
        }
    }

    private static void HoldBackOfEachClass(DigitDataset digits, int validationCount, ulong seed, bool[] isHeldBack)
    {
        ILookup<byte, int> byClass = Enumerable.Range(0, digits.Count).ToLookup(digits.Label);

        // A class's share is rounded down; what is left goes to the largest remainders, of equal ones to the lower digit.
        int[] counts = new int[DigitDataset.Classes];
        long[] remainders = new long[DigitDataset.Classes];
        for (int digit = 0; digit < counts.Length; digit++)
        {
            (long share, remainders[digit]) = Math.DivRem((long)validationCount * byClass[(byte)digit].Count(), digits.Count);
            counts[digit] = (int)share;
        }

        int left = validationCount - counts.Sum();
        foreach (int digit in Enumerable.Range(0, counts.Length).OrderByDescending(digit => remainders[digit]).Take(left))
        {
            counts[digit]++;
        }

        for (int digit = 0; digit < counts.Length; digit++)
        {
            // As epoch 1, so that no class is drawn with the numbers of the plain random split.
            HoldBack([.. byClass[(byte)digit]], counts[digit], new RandomKey(seed, RandomPurpose.Split, Epoch: 1, Sample: digit), isHeldBack);
        }
    }

    private static int[] Where(bool[] flags, bool value) => [.. Enumerable.Range(0, flags.Length).Where(index => flags[index] == value)];
}
