using System.Collections.Concurrent;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Web;

/// <summary>The models that can be asked: the one that the lab was started with, and the best weights of each run.</summary>
/// <remarks>A model is named by what this class lists, never by a path.</remarks>
internal sealed class ModelShelf
{
    /// <summary>The name of the model that the lab was started with.</summary>
    internal const string Usual = "recognizer";

    private const int MostKept = 16;

    private readonly string _runs;
    private readonly LoadedModel _usual;
    private readonly ConcurrentDictionary<string, (DateTime Written, Lazy<LoadedModel> Model)> _loaded = new(StringComparer.Ordinal);

    internal ModelShelf(WebLabSettings settings)
    {
        _runs = settings.RunsFolder;
        _usual = settings.Model is string path
            ? Load(Usual, Directory.Exists(path) ? Path.Combine(path, RunFolder.BestName) : path)
            : new LoadedModel(Usual, DigitRecognizer.LoadNetwork(), DigitRecognizer.Load());
    }

    /// <summary>The names of all models: the usual one, then the runs' by name.</summary>
    internal IReadOnlyList<string> Names =>
        [Usual, .. RunNames.In(_runs).Where(name => HasModel(name) && name != Usual)];

    /// <summary>The model of a name; the usual one for none.</summary>
    /// <exception cref="RequestException">There is none of that name.</exception>
    /// <exception cref="InvalidDataException">Its file is damaged, or it does not read digits.</exception>
    internal LoadedModel Find(string? name)
    {
        if (name is null or Usual)
        {
            return _usual;
        }

        if (!RunNames.In(_runs).Contains(name) || !HasModel(name))
        {
            throw RequestException.NotThere("There is no model of that name: /api/models lists them.");
        }

        return Loaded(name);
    }

    private bool HasModel(string name) => new FileInfo(PathOf(name)) is { Exists: true, LinkTarget: null };

    private LoadedModel Loaded(string name)
    {
        string path = PathOf(name);
        DateTime written = File.GetLastWriteTimeUtc(path);
        (DateTime Written, Lazy<LoadedModel> Model) entry = _loaded.AddOrUpdate(
            name, _ => (written, new(() => Load(name, path))), (_, there) => there.Written == written ? there : (written, new(() => Load(name, path))));
        while (_loaded.Count > MostKept)
        {
            _loaded.TryRemove(_loaded.Keys.First(key => key != name), out _);
        }

        return entry.Model.Value;
    }

    private static LoadedModel Load(string name, string path) => new(name, ModelFile.Load(path), DigitRecognizer.Load(path));

    private string PathOf(string run) => Path.Combine(_runs, run, RunFolder.BestName);
}
