using System.Text;

namespace DigitLab.Training;

/// <summary>Numbers as <c>sbatch --array</c> takes them: <c>1-25,30</c>.</summary>
internal static class ArrayIndices
{
    /// <summary>The short form of ascending numbers.</summary>
    internal static string Of(IReadOnlyList<int> numbers)
    {
        var text = new StringBuilder();
        for (int first = 0, next; first < numbers.Count; first = next)
        {
            next = first + 1;
            while (next < numbers.Count && numbers[next] == numbers[next - 1] + 1)
            {
                next++;
            }

            text.Append(text.Length == 0 ? "" : ",").Append(numbers[first]).Append(next - first > 1 ? $"-{numbers[next - 1]}" : "");
        }

        return text.ToString();
    }
}
