using DigitLab.Neural;

namespace DigitLab.Cli.Output;

/// <summary>Which tensor of a network came from which of a file, a line each.</summary>
internal static class ImportTable
{
    internal static void Write(WeightMap map)
    {
        int name = map.Matches.Max(match => match.Name.Length), shape = map.Matches.Max(match => $"{match.Shape}".Length), from = map.Matches.Max(match => match.From.Length);
        foreach (WeightMatch match in map.Matches)
        {
            Console.WriteLine($"{match.Name.PadRight(name)}  {match.Shape.ToString().PadRight(shape)}  ←  {match.From.PadRight(from)}  {match.FromShape}");
        }

        if (map.Unused.Count > 0)
        {
            Console.WriteLine($"Not needed: {string.Join(", ", map.Unused)}");
        }
    }
}
