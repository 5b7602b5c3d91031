using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Web.Tests;

public class RunTests
{
    [Fact]
    public async Task A_run_that_somebody_else_trained_is_listed_drawn_and_read_with()
    {
        await using RunningLab lab = await RunningLab.StartAsync();
        Train(lab, "mine", seed: 1);
        Train(lab, "other", seed: 2);

        JsonElement[] runs = [.. (await lab.GetAsync("/api/runs")).EnumerateArray()];
        Assert.Equal(["other", "mine"], runs.Select(run => run.GetProperty("name").GetString()));
        Assert.All(runs, run => Assert.Equal("Unfinished", run.GetProperty("state").GetString()));
        Assert.Equal(1, runs[0].GetProperty("epochs").GetArrayLength());
        Assert.EndsWith("/other", runs[0].GetProperty("resume").GetString());
        Assert.Equal(["recognizer", "mine", "other"], (await lab.GetAsync("/api/models")).EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("mine", (await lab.PostAsync("/api/recognize?model=mine", RunningLab.Png(RunningLab.Written(0)))).GetProperty("model").GetString());
        Assert.Equal(["loss", "accuracy", "learning-rate"], (await lab.GetAsync("/api/curves?run=mine&run=other")).EnumerateArray().Select(figure => figure.GetProperty("name").GetString()));
        Assert.Contains("mine: ", (await lab.GetAsync("/api/compare?first=mine&second=other")).GetProperty("first").GetString());
    }

    [Fact]
    public async Task Events_tell_where_a_run_stands_and_end_when_nothing_can_change()
    {
        await using RunningLab lab = await RunningLab.StartAsync();
        Train(lab, "mine", seed: 1);
        string events = await lab.Client.GetStringAsync("/api/runs/mine/events");

        Assert.StartsWith("event: run\ndata: {\"name\":\"mine\"", events);
    }

    [Fact]
    public async Task A_run_that_cannot_start_says_why_and_leaves_nothing()
    {
        await using RunningLab lab = await RunningLab.StartAsync(settings => settings with { Program = ["/bin/sh", "-c", "echo digitlab: no room >&2; exit 1"] });
        using HttpResponseMessage response = await lab.Client.PostAsJsonAsync("/api/runs", new { model = "softmax" });

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("digitlab: no room", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        Assert.Empty((await lab.GetAsync("/api/runs")).EnumerateArray());
    }

    [Theory]
    [InlineData("{\"model\": \"lenet6\"}", "There is no model \"lenet6\"")]
    [InlineData("{\"model\": \"lenet5\", \"epochs\": 0}", "Expected 1 to 200 epochs")]
    [InlineData("{\"model\": \"lenet5\", \"augment\": \"rotation=999\"}", "Augmentation rotation")]
    [InlineData("{\"model\": \"lenet5\", \"learningRate\": -1}", "Configuration learningRate")]
    public async Task A_setting_out_of_its_range_is_refused_before_anything_starts(string request, string sentence)
    {
        await using RunningLab lab = await RunningLab.StartAsync(settings => settings with { Program = ["/bin/false"] });
        using HttpResponseMessage response = await lab.Client.PostAsync("/api/runs", new StringContent(request, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(sentence, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_run_of_others_is_not_stopped_and_a_missing_one_not_found()
    {
        await using RunningLab lab = await RunningLab.StartAsync();
        Train(lab, "mine", seed: 1);

        Assert.Equal(HttpStatusCode.Conflict, (await lab.Client.PostAsync("/api/runs/mine/stop", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.PostAsync("/api/runs/nobody/stop", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.GetAsync("/api/runs/nobody/events")).StatusCode);
    }

    // One epoch of the smallest network, paused as if its process had been stopped.
    private static void Train(RunningLab lab, string name, ulong seed)
    {
        TrainingConfiguration configuration = ZooRecipes.Find("softmax", RecipeKind.Quick, 100) with { MaxEpochs = 2, ValidationCount = 50, Seed = seed, Dataset = Data.DigitSets.Mnist };
        Network network = configuration.BuildNetwork();
        network.Initialize(configuration.Seed);
        using var folder = RunFolder.Open(Path.Combine(lab.Settings.RunsFolder, name), configuration, isResumed: false);
        using var workers = new Workers(1);
        var data = TrainingData.Prepare(configuration, Data.DigitSets.Find(Data.DatasetChoice.Mnist, lab.Settings.DataFolder).Training);
        new Trainer(configuration, network, data, workers, [new CheckpointWriter(folder, TimeSpan.FromMinutes(1)), new PauseAfterEpoch(1)]).Run(CancellationToken.None);
    }
}
