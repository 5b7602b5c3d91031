using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Holds back all digits of some writers, so that nobody's hand is both learned from and judged by.</summary>
internal static class WriterSplit
{
    private const ulong Seed = 0;   // one split for all seeds, so that their scores can be compared and their networks vote

    /// <summary>Which digits are held back: exactly as many as asked for, of students and employees in the shares that the whole has.</summary>
    /// <exception cref="ArgumentException">No choice of writers has just so many digits.</exception>
    internal static bool[] HoldBack(DigitDataset digits, WriterIds writers, int count)
    {
        int students = Enumerable.Range(0, digits.Count).Count(writers.IsStudent);
        int fromStudents = (int)Math.Round((double)count * students / digits.Count, MidpointRounding.AwayFromZero);
        HashSet<int> chosen = [.. Choose(digits, writers, isStudent: true, fromStudents), .. Choose(digits, writers, isStudent: false, count - fromStudents)];
        return [.. Enumerable.Range(0, digits.Count).Select(index => chosen.Contains(writers.WriterOf(index)))];
    }

    // Writers in a random order; each is taken if the rest can still make up just what is missing.
    private static List<int> Choose(DigitDataset digits, WriterIds writers, bool isStudent, int count)
    {
        (int Writer, int Digits)[] hands =
        [
            .. Enumerable.Range(0, digits.Count).Where(index => writers.IsStudent(index) == isStudent).CountBy(writers.WriterOf)
                .OrderBy(hand => hand.Key).Select(hand => (hand.Key, hand.Value)),
        ];
        new RandomKey(Seed, RandomPurpose.Split, Epoch: 2, Sample: isStudent ? 1 : 0).Open().Shuffle(hands.AsSpan());
        bool[][] canMake = Sums(hands, count);
        if (!canMake[0][count])
        {
            throw new ArgumentException(
                $"{digits.Name}: no choice of {(isStudent ? "students" : "employees")} has just {count} digits together: hold back "
                + $"another number, such as {Array.LastIndexOf(canMake[0], true)} of theirs.");
        }

        var chosen = new List<int>();
        for (int i = 0, left = count; i < hands.Length; i++)
        {
            int rest = left - hands[i].Digits;
            if (rest >= 0 && canMake[i + 1][rest])
            {
                chosen.Add(hands[i].Writer);
                left = rest;
            }
        }

        return chosen;
    }

    // Row i: the sums, up to the count, that some of the writers from i on make.
    private static bool[][] Sums((int Writer, int Digits)[] hands, int count)
    {
        var rows = new bool[hands.Length + 1][];
        rows[^1] = new bool[count + 1];
        rows[^1][0] = true;
        for (int i = hands.Length - 1; i >= 0; i--)
        {
            bool[] without = rows[i + 1];
            int own = hands[i].Digits;
            rows[i] = [.. without.Select((can, sum) => can || (sum >= own && without[sum - own]))];
        }

        return rows;
    }
}
