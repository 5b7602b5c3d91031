using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;
using DigitLab.Zoo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DigitLab.Web;

/// <summary>Trainings: looked at by everybody, started and stopped at home only.</summary>
internal static class RunEndpoints
{
    private const int MostCompared = 8;
    private const int MostFrames = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    internal static void Map(IEndpointRouteBuilder lab, bool isPublic)
    {
        lab.MapGet("/api/networks", Networks).WithSummary("The networks that can be trained.");
        lab.MapGet("/api/runs", List).WithSummary("All runs, the newest first.");
        lab.MapGet("/api/runs/{name}", (string name, RunBoard board) => TypedResults.Ok(board.Look(name))).WithSummary("A run as it stands.").Refuses(StatusCodes.Status404NotFound);
        lab.MapGet("/api/runs/{name}/events", Watch).WithMetadata(new StreamMetadata()).WithSummary("A run each time that it has changed, until it is over or stopped: server-sent events.")
            .Produces<RunAnswer>(contentType: "text/event-stream").Refuses(StatusCodes.Status404NotFound);
        lab.MapGet("/api/runs/{name}/filters", Filters).WithSummary("A run's filters at its latest snapshot; empty for a network without a convolution.").Refuses(StatusCodes.Status404NotFound);
        lab.MapGet("/api/runs/{name}/growth.png", Growth).RequireRateLimiting(RequestLimits.Long).WithSummary("How a run's first filters grew: an animated PNG.").Refuses(StatusCodes.Status404NotFound);
        lab.MapGet("/api/curves", Curves).WithSummary("The curves of one run, or of several to compare.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        if (isPublic)
        {
            return;
        }

        lab.MapPost("/api/runs", async (RunRequest request, RunBoard board) => TypedResults.Ok(new StartedAnswer(await board.StartAsync(request))))
            .WithSummary("Starts a run.").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        lab.MapPost("/api/runs/{name}/stop", async (string name, RunBoard board) => { await board.StopAsync(name); return TypedResults.NoContent(); })
            .WithSummary("Asks a run to save and stop.").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        lab.MapPost("/api/runs/{name}/resume", async (string name, RunBoard board) => { await board.ResumeAsync(name); return TypedResults.NoContent(); })
            .WithSummary("Goes on with a run that was stopped.").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static Ok<NetworkAnswer[]> Networks() => TypedResults.Ok<NetworkAnswer[]>(
        [.. ModelZoo.All.Select(model => new NetworkAnswer(model.Name, model.Title, model.Build().ParameterCount, [.. Enum.GetValues<RecipeKind>().Select(kind => RecipeOf(model.Name, kind))]))]);

    private static RecipeAnswer RecipeOf(string model, RecipeKind kind)
    {
        TrainingConfiguration recipe = ZooRecipes.Find(model, kind);
        return new RecipeAnswer(kind, recipe.MaxEpochs, recipe.Augmentation?.ToString() ?? "none");
    }

    private static Ok<IReadOnlyList<RunAnswer>> List(RunBoard board) => TypedResults.Ok(board.LookAtAll());

    private static ServerSentEventsResult<RunAnswer> Watch(string name, RunBoard board, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        board.FolderOf(name);
        return TypedResults.ServerSentEvents(Changes(name, board, lifetime.ApplicationStopping, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<RunAnswer>> Changes(string name, RunBoard board, CancellationToken closing, [EnumeratorCancellation] CancellationToken cancellation)
    {
        (RunState, int, int)? told = null;
        RunState state;
        do
        {
            RunAnswer run = board.Look(name);
            state = run.State;
            if (told != (run.State, run.Epochs.Count, run.Snapshots))
            {
                told = (run.State, run.Epochs.Count, run.Snapshots);
                yield return new SseItem<RunAnswer>(run, "run");
            }

            await Task.Delay(Pause, cancellation);
        }
        while (state == RunState.Running && !closing.IsCancellationRequested);
    }

    private static Ok<FilterAnswer> Filters(string name, RunBoard board)
    {
        string folder = board.FolderOf(name);
        string latest = RunFolder.SnapshotsOf(folder) is [.., string last] ? last : Path.Combine(folder, RunFolder.BestName);
        Network network = File.Exists(latest) ? ModelFile.Load(latest) : throw RequestException.NotThere($"{name} has no weights yet.");
        string[] layers = [.. FilterSheet.LayersOf(network).Select(layer => layer.Name)];
        return TypedResults.Ok(layers.Length > 0
            ? new FilterAnswer(layers[0], layers, FilterSheet.Figure(network, layers[0], $"Filters of {layers[0]}").ToSvg())
            : new FilterAnswer("", [], ""));
    }

    private static FileContentHttpResult Growth(string name, RunBoard board)
    {
        IReadOnlyList<string> snapshots = RunFolder.SnapshotsOf(board.FolderOf(name));
        int stride = Math.Max(1, (snapshots.Count + MostFrames - 1) / MostFrames);
        Network[] moments = [.. snapshots.Where((_, i) => i % stride == 0 || i == snapshots.Count - 1).Select(ModelFile.Load)];
        return moments.Length > 0 && FilterSheet.LayersOf(moments[0]) is [Conv2D first, ..]
            ? TypedResults.Bytes(FilterSheet.Animation(moments, first.Name), "image/png")
            : throw RequestException.NotThere($"{name} kept no snapshots of filters.");
    }

    private static Ok<FigureAnswer[]> Curves(RunBoard board, string[] run)
    {
        if (run.Length is 0 or > MostCompared)
        {
            throw RequestException.Bad($"Expected 1 to {MostCompared} runs to draw, got {run.Length}.");
        }

        TrainedRun[] runs = [.. run.Distinct().Select(name => RunReader.Read(board.FolderOf(name)))];
        return TypedResults.Ok<FigureAnswer[]>(
            [FigureAnswer.Of("loss", TrainingFigures.Loss(runs)), FigureAnswer.Of("accuracy", TrainingFigures.Accuracy(runs)), FigureAnswer.Of("learning-rate", TrainingFigures.LearningRate(runs))]);
    }
}
