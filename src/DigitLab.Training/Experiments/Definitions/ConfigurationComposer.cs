using System.Text.Json.Nodes;

namespace DigitLab.Training;

/// <summary>Makes a trial's configuration: the network's recipe of the kind that <c>recipe</c> names, over it the definition's base, over that a point of the grid.</summary>
/// <remarks>
/// Keys are those of <c>config.json</c>. Schedule, optimizer, loss and augmentation may be given as on the command line. A key such as
/// <c>optimizer.weightDecay</c> changes one setting of whatever optimizer base and grid name, so those keys come last.
/// </remarks>
internal static class ConfigurationComposer
{
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["seed"] = "the seeds stand beside base and grid: \"seeds\": [1, 2, 3]",
        ["monitor"] = "the score that chooses stands beside base and grid: \"score\": \"validationAccuracy\"",
        ["teacher"] = "the networks that teach stand beside base and grid: \"teacher\": { \"from\": [\"all of experiments/zoo/m3\"] }",
        ["initialWeights"] = "the weights to start from stand beside base and grid: \"initialFrom\": \"best of experiments/lenet53\"",
    };

    private static readonly Type Target = typeof(TrainingConfiguration);
    private static readonly Dictionary<string, Type> Keys = JsonShape.PathsOf(Target).ToDictionary(each => each.Path, each => each.Type, StringComparer.Ordinal);

    /// <summary>Checks a key and reads the command line's short forms.</summary>
    /// <exception cref="InvalidDataException">There is no such key; the message begins with the place and names the nearest.</exception>
    internal static PlacedValue Understand(PlacedValue given)
    {
        string place = given.Place.EndsWith(']') ? given.Place[..given.Place.LastIndexOf('[')] : given.Place;   // the key's, not one value's
        if (Elsewhere.TryGetValue(given.Key, out string? where))
        {
            throw JsonShape.Refusal(place, where);
        }

        if (!Keys.TryGetValue(given.Key, out Type? type))
        {
            throw JsonShape.Unknown(place, given.Key, Keys.Keys.Except(Elsewhere.Keys));
        }

        JsonNode? value = given.Value;
        if (value is JsonValue text && text.TryGetValue(out string? form) && !given.IsInner)
        {
            try
            {
                value = given.Key switch
                {
                    "schedule" => TrainingJson.ToNode(ScheduleParser.Parse(form)),
                    "optimizer" => TrainingJson.ToNode(OptimizerParser.Parse(form)),
                    "loss" => TrainingJson.ToNode(LossParser.Parse(form)),
                    "augmentation" => TrainingJson.ToNode(Data.AugmentationParser.Parse(form)),
                    _ => value,
                };
            }
            catch (FormatException exception)
            {
                throw JsonShape.Refusal(given.Place, exception.Message);
            }
        }

        JsonShape.Read(value, type, given.Place);
        return given with { Value = value };
    }

    /// <summary>The configuration that values make, the later ones over the earlier.</summary>
    /// <param name="values">As <see cref="Understand"/> returns them: base, then a point of the grid.</param>
    /// <param name="point">What to call the combination in a message that is about no single value.</param>
    /// <exception cref="InvalidDataException">A value is out of its range, or the values contradict each other.</exception>
    internal static TrainingConfiguration Compose(IReadOnlyList<PlacedValue> values, string point)
    {
        string model = Last(values, "model")?.Value?.GetValue<string>() ?? throw JsonShape.Refusal("base", "expected a model: \"base\": { \"model\": \"lenet5\" }");
        JsonObject whole;
        try
        {
            RecipeKind recipe = Last(values, "recipe") is { Value: JsonNode kind } ? (RecipeKind)TrainingJson.Read(kind, typeof(RecipeKind))! : RecipeKind.Digitlab;
            whole = (JsonObject)TrainingJson.ToNode(ZooRecipes.Find(model, recipe, Last(values, "trainLimit")?.Value?.GetValue<int>()))!;
        }
        catch (ArgumentException exception)
        {
            throw JsonShape.Refusal(Last(values, "model")!.Place, exception.Message);
        }

        foreach (PlacedValue value in values.Where(value => !value.IsInner).Concat(values.Where(value => value.IsInner)))
        {
            Set(whole, value);
        }

        // A rate that suits one optimizer does not suit another.
        if (Last(values, "optimizer") is not null && Last(values, "learningRate") is null)
        {
            whole["learningRate"] = ((Neural.OptimizerSettings)Read(whole, "optimizer", values, point)!).UsualLearningRate;
        }

        foreach (string field in whole.Select(each => each.Key).ToArray())
        {
            Read(whole, field, values, point);
        }

        var configuration = (TrainingConfiguration)TrainingJson.Read(whole, Target)!;
        try
        {
            configuration.Checked().BuildNetwork();
            return configuration;
        }
        catch (ArgumentException exception)
        {
            throw Blame(values, point, exception.Message.Split(" (Parameter '")[0]);
        }
    }

    private static void Set(JsonObject whole, PlacedValue value)
    {
        string[] parts = value.Key.Split('.');
        JsonObject at = whole;
        foreach (string part in parts[..^1])
        {
            at[part] ??= new JsonObject();
            at = (JsonObject)at[part]!;
        }

        at[parts[^1]] = value.Value?.DeepClone();
    }

    // A field that is not what it must be is the fault of the value that was set last in it.
    private static object? Read(JsonObject whole, string field, IReadOnlyList<PlacedValue> values, string point)
    {
        try
        {
            return JsonShape.Read(whole[field], Keys[field], field);
        }
        catch (InvalidDataException exception)
        {
            string path = exception.Message.Split(": ")[0];
            PlacedValue? guilty = path == field ? null : values.LastOrDefault(value => value.Key == path);
            throw JsonShape.Refusal((guilty ?? LastIn(values, field))?.Place ?? point, exception.Message[(path.Length + 2)..]);
        }
    }

    // "Configuration learningRate: expected …" is the fault of what was set last as learningRate.
    private static InvalidDataException Blame(IReadOnlyList<PlacedValue> values, string point, string message)
    {
        const string Prefix = "Configuration ";
        string field = message.StartsWith(Prefix, StringComparison.Ordinal) ? message[Prefix.Length..].Split(':')[0]
            : message.StartsWith("Variant", StringComparison.Ordinal) ? "variant"
            : "model";
        string what = message.StartsWith(Prefix, StringComparison.Ordinal) ? message[(Prefix.Length + field.Length + 2)..] : message;
        return JsonShape.Refusal(LastIn(values, field)?.Place ?? point, what);
    }

    private static PlacedValue? Last(IReadOnlyList<PlacedValue> values, string key) => values.LastOrDefault(value => value.Key == key);

    // As they are set: whole values first, then what lies within them.
    private static PlacedValue? LastIn(IReadOnlyList<PlacedValue> values, string field) =>
        values.LastOrDefault(value => value.Field == field && value.IsInner) ?? Last(values, field);
}
