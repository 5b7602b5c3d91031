using System.Text;
using System.Text.Json;
using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.EndToEnd.Tests;

public class RecognitionTests
{
    [Fact]
    public void Digits_drawn_at_another_size_dark_on_light_are_read()
    {
        using var folder = new WorkFolder();
        byte[] pixels = new byte[28 * 28];
        var labels = new List<int>();
        for (int number = 0; number < 20; number++)
        {
            labels.Add(SyntheticDigits.Draw(seed: 5, number, pixels));
            GrayImage large = Resampler.Resize(new GrayImage(28, 28, pixels), 140, 140).Invert();
            PictureFile.SavePng(folder.Of($"{number}.png"), large);
        }

        ProgramRun run = ProgramRun.Of(folder.Path, ["recognize", "--json", .. Enumerable.Range(0, 20).Select(number => $"{number}.png")]);

        Assert.True(run.ExitCode == 0, run.Errors);
        JsonElement[] predictions = [.. run.Json.GetProperty("predictions").EnumerateArray()];
        int right = predictions.Zip(labels).Count(pair => pair.First.GetProperty("digit").GetInt32() == pair.Second);
        Assert.True(right >= 16, $"{right} of 20 are right.");
        Assert.All(predictions, each => Assert.Equal(1, each.GetProperty("probabilities").EnumerateArray().Sum(part => part.GetDouble()), 1e-5));
    }

    [Fact]
    public void One_bad_picture_does_not_hide_the_others_answers()
    {
        using var folder = new WorkFolder();
        byte[] pixels = new byte[28 * 28];
        SyntheticDigits.Draw(seed: 5, number: 1, pixels);
        PictureFile.SavePng(folder.Of("good.png"), new GrayImage(28, 28, pixels));
        File.WriteAllBytes(folder.Of("bad.png"), Encoding.UTF8.GetBytes("no picture"));

        ProgramRun run = ProgramRun.Of(folder.Path, "recognize", "bad.png", "good.png");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bad.png", run.Errors);
        Assert.Contains("good.png: ", run.Output);
        Assert.Equal(10, run.Lines.Count(line => line.TrimEnd().EndsWith('%')));
    }

    [SampleFact]
    public void Real_pictures_of_single_digits_are_read()
    {
        using var folder = new WorkFolder();
        (string File, string Label)[] pictures =
        [
            .. File.ReadLines(Path.Combine(SampleFactAttribute.Folder!, "labels.csv")).Skip(1)
                .Select(line => line.Split(','))
                .Where(fields => fields[0].EndsWith(".png", StringComparison.Ordinal) && fields[1].Length == 1)
                .Select(fields => (Path.Combine(SampleFactAttribute.Folder!, fields[0]), fields[1])),
        ];

        ProgramRun run = ProgramRun.Of(folder.Path, ["recognize", "--json", .. pictures.Select(picture => picture.File)]);

        Assert.True(run.ExitCode == 0, run.Errors);
        IEnumerable<string> wrong = run.Json.GetProperty("predictions").EnumerateArray().Zip(pictures)
            .Where(pair => $"{pair.First.GetProperty("digit").GetInt32()}" != pair.Second.Label)
            .Select(pair => Path.GetFileName(pair.Second.File));
        Assert.Empty(wrong);
    }
}
