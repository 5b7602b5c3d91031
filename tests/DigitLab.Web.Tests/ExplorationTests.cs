using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitLab.Data;

namespace DigitLab.Web.Tests;

public class ExplorationTests(RunningLab lab) : IClassFixture<RunningLab>
{
    [Fact]
    public async Task Digits_are_browsed_by_class_and_place()
    {
        DigitDataset test = SyntheticDigits.Create(RunningLab.TestDigits, seed: 2);
        int[] sevens = [.. Enumerable.Range(0, test.Count).Where(i => test.Label(i) == 7)];
        JsonElement page = await lab.GetAsync("/api/digits?set=Test&class=7&from=1&count=3");

        Assert.Equal(sevens.Length, page.GetProperty("found").GetInt32());
        Assert.Equal(test.Count, page.GetProperty("count").GetInt32());
        Assert.Equal(sevens[1..4], page.GetProperty("digits").EnumerateArray().Select(digit => digit.GetProperty("index").GetInt32()));
    }

    [Fact]
    public async Task The_hardest_digits_come_first_and_the_misread_ones_are_misread()
    {
        JsonElement[] hardest = [.. (await lab.GetAsync("/api/digits?order=Hardest&count=200")).GetProperty("digits").EnumerateArray()];
        JsonElement[] misread = [.. (await lab.GetAsync("/api/digits?order=Misread&count=200")).GetProperty("digits").EnumerateArray()];

        Assert.Equal(RunningLab.TestDigits, hardest.Length);
        Assert.All(misread, digit => Assert.NotEqual(digit.GetProperty("label").GetInt32(), digit.GetProperty("read").GetInt32()));
        Assert.Equal(hardest.Count(digit => digit.GetProperty("label").GetInt32() != digit.GetProperty("read").GetInt32()), misread.Length);
        int[] rightSurely = [.. hardest.Select((digit, place) => (digit, place)).Where(each => each.digit.GetProperty("label").GetInt32() == each.digit.GetProperty("read").GetInt32() && each.digit.GetProperty("confidence").GetSingle() > 0.5).Select(each => each.place)];
        Assert.Equal(rightSurely.OrderBy(place => hardest[place].GetProperty("confidence").GetSingle()), rightSurely);
    }

    [Fact]
    public async Task Statistics_come_as_figures()
    {
        JsonElement statistics = await lab.GetAsync("/api/statistics?set=Training");

        Assert.Contains($"{RunningLab.TrainingDigits} digits", statistics.GetProperty("summary").GetString());
        Assert.Equal(["means", "deviations", "counts", "gray-levels", "ink"], statistics.GetProperty("figures").EnumerateArray().Select(figure => figure.GetProperty("name").GetString()));
        Assert.All(statistics.GetProperty("figures").EnumerateArray(), figure => Assert.StartsWith("<svg", figure.GetProperty("svg").GetString()));
    }

    [Fact]
    public async Task The_map_is_made_in_the_background_and_has_every_digit()
    {
        JsonElement map = await lab.GetAsync("/api/map");
        while (map.GetProperty("points").GetArrayLength() == 0)
        {
            Assert.InRange(map.GetProperty("step").GetInt32(), 0, map.GetProperty("steps").GetInt32());
            await Task.Delay(50);
            map = await lab.GetAsync("/api/map");
        }

        Assert.Equal(Enumerable.Range(0, RunningLab.TestDigits), map.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("index").GetInt32()));
        Assert.All(map.GetProperty("points").EnumerateArray(), point => Assert.InRange(point.GetProperty("x").GetDouble(), 0, 1));
    }

    [Fact]
    public async Task A_digit_that_is_not_changed_stays_as_it_is_and_a_changed_one_does_not()
    {
        JsonElement same = await lab.PostAsync("/api/augment", JsonContent.Create(new { index = 3 }));
        JsonElement turned = await lab.PostAsync("/api/augment", JsonContent.Create(new { index = 3, rotationDegrees = 30, zoomX = 1.2, shiftX = -2 }));

        Assert.Equal(same.GetProperty("before").GetString(), same.GetProperty("after").GetString());
        Assert.Equal("none", same.GetProperty("recipe").GetString());
        Assert.NotEqual(turned.GetProperty("before").GetString(), turned.GetProperty("after").GetString());
        Assert.Equal("rotation=30,shift=2,zoom=0.2:per-axis", turned.GetProperty("recipe").GetString());
    }

    [Theory]
    [InlineData("rotationDegrees", 91)]
    [InlineData("zoomX", 0.4)]
    [InlineData("elasticSigma", 1)]
    [InlineData("erased", 21)]
    public async Task An_amount_out_of_its_range_is_refused_in_a_sentence(string name, double value)
    {
        using HttpResponseMessage response = await lab.Client.PostAsync(
            "/api/augment", new StringContent(JsonSerializer.Serialize(new Dictionary<string, double> { ["index"] = 0, [name] = value }), Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("Expected a", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Draws_are_those_of_a_training_and_the_recipe_is_written_both_ways()
    {
        JsonElement draws = await lab.PostAsync("/api/augment/draws", JsonContent.Create(new { index = 2, recipe = "shift=2:whole , rotation=10", count = 5, seed = 9 }));

        Assert.Equal(5, draws.GetProperty("pictures").GetArrayLength());
        Assert.Equal("--augment rotation=10,shift=2:whole", draws.GetProperty("flags").GetString());
        Assert.Equal(10, draws.GetProperty("json").GetProperty("rotationDegrees").GetInt32());
        Assert.True(draws.GetProperty("json").GetProperty("isShiftWhole").GetBoolean());
    }

    [Fact]
    public async Task A_digit_is_explained_for_any_class_from_the_data_and_from_a_picture()
    {
        JsonElement read = await lab.GetAsync("/api/explain?index=4");
        JsonElement asked = await lab.PostAsync("/api/explain?class=3", RunningLab.Png(RunningLab.Written(4)));

        Assert.Equal(read.GetProperty("read").GetInt32(), read.GetProperty("explained").GetInt32());
        Assert.Equal(3, asked.GetProperty("explained").GetInt32());
        Assert.Equal(10, read.GetProperty("probabilities").GetArrayLength());
        string layer = read.GetProperty("layers")[0].GetString()!;
        JsonElement one = await lab.GetAsync($"/api/layers?index=4&layer={layer}");
        Assert.Equal(layer, one[one.GetArrayLength() - 1].GetProperty("name").GetString());
        Assert.Equal(read.GetProperty("layers").GetArrayLength(), (await lab.GetAsync("/api/layers?index=4")).GetArrayLength());
    }

    [Fact]
    public async Task Every_number_of_a_convolution_is_its_windows_products_and_the_bias()
    {
        foreach (JsonElement convolution in (await lab.GetAsync("/api/explain?index=4")).GetProperty("convolutions").EnumerateArray())
        {
            string name = convolution.GetProperty("name").GetString()!;
            int row = convolution.GetProperty("rows").GetInt32() / 2, filter = convolution.GetProperty("filters").GetInt32() - 1;
            JsonElement trace = await lab.GetAsync($"/api/trace?index=4&layer={name}&row={row}&column=0&filter={filter}");
            double output = trace.GetProperty("traced").GetProperty("output").GetDouble(), total = trace.GetProperty("total").GetDouble();

            Assert.True(Math.Abs(output - total) <= 1e-4 * Math.Max(1, Math.Abs(total)), $"{name}: {total}, computed {output}");
        }
    }

    [Fact]
    public async Task A_place_that_a_convolution_does_not_have_is_refused_with_those_that_it_has()
    {
        string name = (await lab.GetAsync("/api/explain?index=4")).GetProperty("convolutions")[0].GetProperty("name").GetString()!;
        using HttpResponseMessage response = await lab.Client.GetAsync($"/api/trace?index=4&layer={name}&row=1000&column=0&filter=0");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith($"{name}: expected a row below ", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_model_agrees_with_itself_on_every_digit()
    {
        JsonElement comparison = await lab.GetAsync("/api/compare?first=recognizer&second=recognizer");

        Assert.Equal(comparison.GetProperty("first").GetString(), comparison.GetProperty("second").GetString());
        Assert.Empty(comparison.GetProperty("onlyFirstErrs").EnumerateArray());
        Assert.Contains("chance alone", comparison.GetProperty("verdict").GetString());
    }
}
