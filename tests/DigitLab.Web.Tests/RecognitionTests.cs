using System.Text.Json;
using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Web.Tests;

public class RecognitionTests(RunningLab lab) : IClassFixture<RunningLab>
{
    [Fact]
    public async Task Digits_are_read_as_the_library_reads_them()
    {
        using var recognizer = DigitRecognizer.Load();
        for (int i = 0; i < 20; i++)
        {
            GrayImage picture = RunningLab.Written(i);
            Prediction expected = recognizer.Recognize(picture);
            JsonElement answer = await lab.PostAsync("/api/recognize", RunningLab.Png(picture));
            JsonElement sign = Assert.Single(answer.GetProperty("signs").EnumerateArray());

            Assert.Equal(expected.Digit, sign.GetProperty("digit").GetInt32());
            Assert.Equal(expected.IsDigit, sign.GetProperty("isDigit").GetBoolean());
            Assert.Equal(expected.Probabilities, sign.GetProperty("probabilities").EnumerateArray().Select(part => part.GetSingle()));
        }
    }

    [Fact]
    public async Task Several_digits_in_a_row_are_a_number()
    {
        DigitDataset digits = SyntheticDigits.Create(RunningLab.TestDigits, seed: 2);
        JsonElement answer = await lab.PostAsync("/api/recognize", RunningLab.Png(RunningLab.Written(0, 1, 2)));

        Assert.Equal($"{digits.Label(0)}{digits.Label(1)}{digits.Label(2)}", answer.GetProperty("text").GetString());
        double[] left = [.. answer.GetProperty("signs").EnumerateArray().Select(sign => sign.GetProperty("box").GetProperty("left").GetDouble())];
        Assert.Equal(left.Order(), left);
        Assert.All(left, part => Assert.InRange(part, 0, 1));
    }

    [Fact]
    public async Task Digits_with_much_paper_between_them_are_a_number_though_each_alone_is_a_digit()
    {
        DigitDataset digits = SyntheticDigits.Create(RunningLab.TestDigits, seed: 2);
        for (int i = 0; i < 10; i += 2)
        {
            JsonElement answer = await lab.PostAsync("/api/recognize", RunningLab.Png(RunningLab.WrittenApart(i, i + 1)));
            Assert.Equal($"{digits.Label(i)}{digits.Label(i + 1)}", answer.GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task A_blank_picture_is_blank_and_no_error()
    {
        var paper = new GrayImage(200, 100);
        paper.Pixels.Fill(255);
        JsonElement answer = await lab.PostAsync("/api/recognize", RunningLab.Png(paper));

        Assert.True(answer.GetProperty("isBlank").GetBoolean());
        Assert.Equal("", answer.GetProperty("text").GetString());
        Assert.Empty(answer.GetProperty("signs").EnumerateArray());
    }

    [Fact]
    public async Task The_map_lies_where_the_digit_does_and_comes_only_when_asked_for()
    {
        GrayImage picture = RunningLab.Written(3);
        JsonElement without = (await lab.PostAsync("/api/recognize", RunningLab.Png(picture))).GetProperty("signs")[0];
        JsonElement with = (await lab.PostAsync("/api/recognize?map=true", RunningLab.Png(picture))).GetProperty("signs")[0];

        Assert.Equal(JsonValueKind.Null, without.GetProperty("map").ValueKind);
        Assert.StartsWith("data:image/png;base64,", with.GetProperty("map").GetString());
        JsonElement box = with.GetProperty("box"), map = with.GetProperty("mapBox");
        Assert.True(map.GetProperty("left").GetDouble() <= box.GetProperty("left").GetDouble());
        Assert.True(Right(map) >= Right(box));
        Assert.Equal(28.0 / 20, Longer(map) / Longer(box), 1);

        static double Right(JsonElement box) => box.GetProperty("left").GetDouble() + box.GetProperty("width").GetDouble();

        static double Longer(JsonElement box) => Math.Max(box.GetProperty("width").GetDouble(), box.GetProperty("height").GetDouble());
    }

    [Fact]
    public async Task A_corrected_drawing_is_kept_and_exported_as_IDX()
    {
        Assert.Equal(1, (await lab.PostAsync("/api/drawings?label=7", RunningLab.Png(RunningLab.Written(5)))).GetProperty("count").GetInt32());
        Assert.Equal(2, (await lab.PostAsync("/api/drawings?label=0", RunningLab.Png(RunningLab.Written(6)))).GetProperty("count").GetInt32());
        using var images = new MemoryStream(await lab.Client.GetByteArrayAsync("/api/drawings/drawings-images-idx3-ubyte"));
        using var labels = new MemoryStream(await lab.Client.GetByteArrayAsync("/api/drawings/drawings-labels-idx1-ubyte"));

        Assert.Equal(2 * 28 * 28, IdxReader.ReadImages(images, "images").Pixels.Length);
        Assert.Equal([7, 0], IdxReader.ReadLabels(labels, "labels"));

        JsonElement[] kept = [.. (await lab.GetAsync("/api/drawings")).EnumerateArray()];
        Assert.Equal([7, 0], kept.Select(drawing => drawing.GetProperty("label").GetInt32()));
        using HttpResponseMessage gone = await lab.Client.DeleteAsync($"/api/drawings/{kept[0].GetProperty("name").GetString()}");
        Assert.Equal(0, Assert.Single((await lab.GetAsync("/api/drawings")).EnumerateArray()).GetProperty("label").GetInt32());
    }
}
