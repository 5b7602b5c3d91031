using System.Text.Json;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.EndToEnd.Tests;

public class ReadingTests
{
    [Fact]
    public void A_page_is_read_as_text_as_json_and_as_an_annotated_picture()
    {
        using var folder = new WorkFolder();
        var layout = new PageLayout { Width = 800, Height = 500, Rows = 2, DigitsPerRow = 4 };
        RenderedPage page = PageRenderer.Render(layout, new PageLook { Noise = 3, TiltDegrees = 3 }, new RandomKey(2, RandomPurpose.Page));
        PictureFile.SavePng(folder.Of("page.png"), page.Picture);

        ProgramRun text = ProgramRun.Of(folder.Path, "read", "page.png", "--annotate", "annotated.png");
        ProgramRun json = ProgramRun.Of(folder.Path, "read", "page.png", "--json");

        Assert.True(text.ExitCode == 0, text.Errors);
        Assert.Equal([4, 4], text.Lines.Select(line => line.Trim().Length));
        JsonElement[] rows = [.. json.Json.GetProperty("pages")[0].GetProperty("rows").EnumerateArray()];
        Assert.Equal(text.Lines.Select(line => line.Trim()), rows.Select(row => row.GetProperty("text").GetString()));
        Assert.All(rows[0].GetProperty("digits").EnumerateArray(), digit => Assert.InRange(digit.GetProperty("box").GetProperty("width").GetInt32(), 2, 250));
        ColorImage annotated = PictureFile.Load(folder.Of("annotated.png"));
        Assert.Equal((800, 500), (annotated.Width, annotated.Height));
        Assert.NotEqual(page.Picture.Pixels.ToArray(), annotated.Pixels.ToArray());
    }

    [Fact]
    public void A_folder_with_labels_is_scored_by_kind_and_by_digit_with_a_sheet_of_misses()
    {
        using var folder = new WorkFolder();
        byte[] pixels = new byte[28 * 28];
        var lines = new List<string> { "file,label,kind" };
        for (int number = 0; number < 12; number++)
        {
            int label = SyntheticDigits.Draw(seed: 5, number, pixels);
            PictureFile.SavePng(folder.Of($"{number}.png"), Resampler.Resize(new GrayImage(28, 28, pixels), 112, 112).Invert());
            lines.Add($"{number}.png,{(number == 0 ? (label + 1) % 10 : label)},{(number % 2 == 0 ? "even" : "\"odd, quoted\"")}");   // the first label is wrong
        }

        lines.Add("missing.png,12/34,page");
        File.WriteAllLines(folder.Of("labels.csv"), lines);

        ProgramRun text = ProgramRun.Of(folder.Path, "evaluate", ".", "--sheet", "misses.png");
        JsonElement json = ProgramRun.Of(folder.Path, "evaluate", ".", "--json").Json;

        Assert.True(text.ExitCode == 0, text.Errors);
        Assert.Contains("odd, quoted", text.Output);
        Assert.Contains("missing.png: there is no such file", text.Output);
        JsonElement[] scores = [.. json.GetProperty("scores").EnumerateArray()];
        Assert.Equal(12, scores[0].GetProperty("count").GetInt32());
        Assert.InRange(scores[0].GetProperty("right").GetInt32(), 8, 11);
        Assert.Equal(2, scores.Single(score => score.GetProperty("name").GetString() == "whole rows").GetProperty("count").GetInt32());
        Assert.Contains(json.GetProperty("misses").EnumerateArray(), miss => miss.GetProperty("file").GetString() == "0.png");
        Assert.True(PictureFile.Load(folder.Of("misses.png")).Width >= 84);
    }

    [Theory]
    [InlineData(2, "expected one picture to annotate, got 2", "read", "a.png", "b.png", "--annotate", "c.png")]
    [InlineData(1, "a.png: there is no such file", "read", "a.png")]
    [InlineData(1, "labels.csv: there is no such file", "evaluate", ".")]
    [InlineData(2, "there is no such folder", "weights", "-o", "nowhere")]
    [InlineData(2, "--judge-epochs 0: expected at least 1", "weights", "-e", "0")]
    [InlineData(2, "--network needs --run RUN", "weights", "--network", "lenet5")]
    public void What_is_wrong_is_said_in_a_sentence(int exitCode, string sentence, params string[] arguments)
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Errors);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    [Theory]
    [InlineData("picture,digit\na.png,1", "the columns file and label")]
    [InlineData("file,label\na.png,seven", "line 2: expected a file and its digits")]
    [InlineData("file,label\n", "expected a line for each picture")]
    public void Labels_that_make_no_sense_are_refused(string labels, string sentence)
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder.Of("labels.csv"), labels);
        ProgramRun run = ProgramRun.Of(folder.Path, "evaluate", ".");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, run.Errors);
    }

    [MnistFact]
    public void The_networks_are_made_anew_with_the_same_bytes_by_any_number_of_threads()
    {
        using var folder = new WorkFolder();
        foreach (string threads in new[] { "1", "2" })
        {
            string work = folder.Of(threads);
            Directory.CreateDirectory(work);
            string[] usual = ["--threads", threads, "--data", MnistFactAttribute.Folder!];
            ProgramRun run = ProgramRun.Of(work, ["train", "lenet5", "--rendered", "300", "-e", "1", "--recipe", "quick", "--run", "run", .. usual]);
            ProgramRun reader = ProgramRun.Of(work, ["weights", "--run", "run", "-o", ".", .. usual]);
            ProgramRun judge = ProgramRun.Of(work, ["weights", "-n", "300", "-e", "1", "-o", ".", .. usual]);

            Assert.All([run, reader, judge], each => Assert.True(each.ExitCode == 0, each.Errors));
            Assert.Matches("55,2[0-9]{2} digits to learn from", run.Output);   // nearly all that were rendered were found

            // A network that learned for an epoch reads most digits.
            Assert.Matches("on the digits held back accuracy 9[0-9]", reader.Output);
        }

        Assert.All(
            [RecognizerFiles.Reader, RecognizerFiles.Judge],
            file => Assert.Equal(File.ReadAllBytes(folder.Of($"1/{file}")), File.ReadAllBytes(folder.Of($"2/{file}"))));
    }

    [Fact]
    public void A_reader_is_taken_from_a_finished_run_that_held_digits_back()
    {
        using var folder = new WorkFolder();
        ProgramRun trained = ProgramRun.Of(folder.Path, "train", "softmax", "--dataset", "synthetic", "--train-limit", "200", "--validation", "0", "-e", "1", "--recipe", "quick", "--run", "run");
        Assert.True(trained.ExitCode == 0, trained.Errors);
        ProgramRun nothing = ProgramRun.Of(folder.Path, "weights", "--run", "run", "-o", ".", "--seed", "2");
        ProgramRun reader = ProgramRun.Of(folder.Path, "weights", "--run", "run", "-o", ".");

        Assert.Equal((2, "digitlab: --seed does not go with --run: the run has its own settings."), (nothing.ExitCode, nothing.Errors.Trim()));
        Assert.Equal(2, reader.ExitCode);
        Assert.Contains("expected a finished run that held digits back, got one without such digits", reader.Errors, StringComparison.Ordinal);
    }

    [SampleFact]
    public void Real_pictures_of_single_digits_and_of_sheets_are_read()
    {
        using var folder = new WorkFolder();
        JsonElement json = ProgramRun.Of(folder.Path, "evaluate", SampleFactAttribute.Folder!, "--json").Json;
        JsonElement[] scores = [.. json.GetProperty("scores").EnumerateArray()];

        Assert.Equal(12, scores[0].GetProperty("right").GetInt32());
        Assert.InRange(scores.Single(score => score.GetProperty("name").GetString() == "whole rows").GetProperty("right").GetInt32(), 2, 4);
    }
}
