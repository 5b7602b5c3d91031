using System.Text.Json.Nodes;

namespace DigitLab.Training;

/// <summary>The combinations of a grid, as scikit-learn's <c>ParameterGrid</c> counts them.</summary>
/// <remarks>
/// A dictionary of lists stands for every combination of one value each; a list of such dictionaries for those of each of them, one after
/// the other. Keys are taken in alphabetical order, and the last of them changes fastest. Source: scikit-learn, model_selection/_search.py.
/// A combination that comes again is kept once: the same settings and seeds give the same bits.
/// </remarks>
internal static class ParameterGrid
{
    private const int MostKeys = 100;
    private const int MostPoints = 10_000;

    /// <summary>The combinations, in order.</summary>
    /// <param name="grid">The grid; null for the base alone.</param>
    /// <exception cref="InvalidDataException">It is no grid; the message begins with the place.</exception>
    internal static IReadOnlyList<IReadOnlyList<PlacedValue>> Expand(JsonNode? grid) => grid switch
    {
        null => [[]],
        JsonObject dictionary => Distinct(Combinations(dictionary, "grid")),
        JsonArray { Count: > 0 } list => Distinct(list.SelectMany((each, index) => Combinations(
            each as JsonObject ?? throw JsonShape.Refusal($"grid[{index}]", $"expected an object of lists, got {JsonShape.Show(each)}"), $"grid[{index}]"))),
        _ => throw JsonShape.Refusal("grid", $"expected an object of lists, or a list of such objects, got {JsonShape.Show(grid)}"),
    };

    // A few short lists have more combinations than any memory holds, so they are counted before they are made.
    private static List<IReadOnlyList<PlacedValue>> Combinations(JsonObject dictionary, string place)
    {
        if (dictionary.Count > MostKeys)
        {
            throw JsonShape.Refusal(place, $"expected at most {MostKeys} keys, got {dictionary.Count:N0}");
        }

        List<IReadOnlyList<PlacedValue>> points = [[]];
        foreach ((string key, JsonNode? values) in dictionary.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            if (values is not JsonArray { Count: > 0 } list)
            {
                throw JsonShape.Refusal($"{place}.{key}", $"expected a list of values, got {JsonShape.Show(values)}: a single value goes into base, or in brackets");
            }

            if ((long)points.Count * list.Count > MostPoints)
            {
                throw TooMany(place);
            }

            points = [.. points.SelectMany(point => list.Select(
                IReadOnlyList<PlacedValue> (value, index) => [.. point, new PlacedValue(key, value, $"{place}.{key}[{index}]")]))];
        }

        return points;
    }

    private static IReadOnlyList<IReadOnlyList<PlacedValue>> Distinct(IEnumerable<IReadOnlyList<PlacedValue>> points)
    {
        IReadOnlyList<PlacedValue>[] first = [.. points.Take(MostPoints + 1)];
        return first.Length <= MostPoints
            ? [.. first.DistinctBy(point => string.Join('\n', point.Select(value => $"{value.Key}={JsonShape.Show(value.Value)}")))]
            : throw TooMany("grid");
    }

    private static InvalidDataException TooMany(string place) =>
        JsonShape.Refusal(place, $"expected at most {MostPoints:N0} combinations, got more: shorten the lists, or make several definitions");
}
