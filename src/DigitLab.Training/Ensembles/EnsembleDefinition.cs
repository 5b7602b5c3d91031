using System.Text.Json.Nodes;

namespace DigitLab.Training;

/// <summary>Networks of several experiments that vote together, none trained for the vote alone. Read from <c>experiments/zoo/ensembles/NAME.json</c>.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Description">A line about it; may be empty.</param>
/// <param name="Of">The definition files of the experiments whose networks vote.</param>
/// <param name="Settings">How they vote.</param>
/// <param name="Aim">The accuracy on the test digits, in percent, that they are to reach; null if none was set.</param>
/// <param name="Published">What others reached; null if nobody published it.</param>
public sealed record EnsembleDefinition(string Name, string Description, IReadOnlyList<string> Of, EnsembleSettings Settings, double? Aim, PublishedResult? Published)
{
    /// <summary>What only an ensemble's definition says.</summary>
    internal const string Key = "of";

    /// <summary>The folders of the experiments whose networks vote.</summary>
    public IReadOnlyList<string> Folders => [.. Of.Select(file => ExperimentFolder.PathOf(file))];

    /// <summary>Whether a file is an ensemble's definition, right or wrong, and not an experiment's: it says <c>"of"</c>.</summary>
    /// <exception cref="InvalidDataException">It is no definition at all.</exception>
    public static bool IsIn(string path) => File.Exists(path) && DefinitionText.Parse(File.ReadAllText(path), path, IsIn);

    /// <summary>Reads a definition file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is no definition; the message names file and place.</exception>
    public static EnsembleDefinition Load(string path) => File.Exists(path)
        ? Parse(File.ReadAllText(path), path)
        : throw new FileNotFoundException($"{path}: there is no such definition: expected a file such as experiments/zoo/ensembles/NAME.json.", path);

    /// <summary>Reads a definition.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="name">What to call it in an error; the ensemble is called so too, without folder and ending.</param>
    /// <exception cref="InvalidDataException">It is none; the message names the place.</exception>
    public static EnsembleDefinition Parse(string json, string name) => DefinitionText.Parse(json, name, node => Read(node, Path.GetFileNameWithoutExtension(name)));

    internal static bool IsIn(JsonNode? node) => node is JsonObject root && root.ContainsKey(Key);

    private static EnsembleDefinition Read(JsonNode? node, string name)
    {
        if (!IsIn(node))
        {
            throw JsonShape.Refusal(Key, "expected the experiments whose networks vote: { \"of\": [\"experiments/zoo/m3.json\", …] }");
        }

        var document = (EnsembleDocument)JsonShape.Read(node, typeof(EnsembleDocument), "")!;
        return new EnsembleDefinition(name, document.Description ?? "", ExperimentsOf(document.Of), SettingsOf(document), DefinitionText.CheckedAim(document.Aim), document.Published);
    }

    private static string[] ExperimentsOf(JsonNode? node)
    {
        if (node is not JsonArray { Count: > 0 } list)
        {
            throw JsonShape.Refusal(Key, $"expected a list of experiments' definitions, got {JsonShape.Show(node)}");
        }

        string[] files = [.. list.Select((each, i) => (string)JsonShape.Read(each, typeof(string), $"{Key}[{i}]")!)];
        for (int i = 0; i < files.Length; i++)
        {
            if (Path.GetExtension(files[i]) != ".json")
            {
                throw JsonShape.Refusal($"{Key}[{i}]", $"expected an experiment's definition such as experiments/zoo/m3.json, got {JsonShape.Show(list[i])}");
            }

            if (Array.IndexOf(files, files[i]) < i)
            {
                throw JsonShape.Refusal($"{Key}[{i}]", $"{files[i]} stands there already: its networks would vote twice");
            }
        }

        return files;
    }

    private static EnsembleSettings SettingsOf(EnsembleDocument document)
    {
        try
        {
            return new EnsembleSettings(document.Vote, document.TwoLevels, document.Views);
        }
        catch (ArgumentException exception)
        {
            throw JsonShape.Refusal("views", exception.Message);
        }
    }
}
