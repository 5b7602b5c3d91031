using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Augmentation on the real program: the sheet, training, resuming, mistakes.</summary>
public class AugmentTests
{
    private const string List = "rotation=10,shift=2,shear=5,zoom=0.1,elastic=34:4,thickness=0.5,noise=0.05,erase=0.2,mix=0.2";

    private static readonly string[] Training = ["train", "lenet5", "-b", "16", "--validation", "10", "--seed", "7", "--json", "--data", "data"];

    [Fact]
    public void The_sheet_has_the_digit_first_and_then_what_training_sees()
    {
        using var folder = new WorkFolder();
        SmallMnist.WriteTo(folder.Of("data"), training: 30, test: 10);
        ProgramRun run = ProgramRun.Of(folder.Path, "augment", "17", "--augment", "rotation=30,elastic=34:4", "-n", "8", "-o", "sheet.png", "--seed", "3", "--data", "data");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal("sheet.png: 17, then 8 variants by rotation=30,elastic=34:4, seed 3", run.Lines[^1]);

        // Nine pictures in three columns, each pixel a square of 3, lines of 2 around.
        ColorImage sheet = PictureFile.Load(folder.Of("sheet.png"));
        Assert.Equal((3 * 86) + 2, sheet.Width);
        Assert.Equal((3 * 86) + 2, sheet.Height);
        DigitDataset digits = SyntheticDigits.Create(30, seed: 1);
        IReadOnlyList<GrayImage> variants = AugmentationPreview.Of(digits, 17, AugmentationParser.Parse("rotation=30,elastic=34:4")!, seed: 3, epochs: 8);
        for (int y = 0; y < 28; y++)
        {
            for (int x = 0; x < 28; x++)
            {
                Assert.Equal(digits.Image(17)[(y * 28) + x], Red(sheet, 2 + (3 * x), 2 + (3 * y)));
                Assert.Equal(variants[7][x, y], Red(sheet, 2 + (2 * 86) + (3 * x), 2 + (2 * 86) + (3 * y)));
            }
        }
    }

    [Fact]
    public void A_picture_is_made_a_digit_first()
    {
        using var folder = new WorkFolder();
        var picture = new GrayImage(60, 80);
        picture.Pixels.Fill(255);
        for (int y = 10; y < 70; y++)
        {
            picture.Row(y).Slice(28, 6).Clear();
        }

        PictureFile.SavePng(folder.Of("one.png"), picture);
        ProgramRun run = ProgramRun.Of(folder.Path, "augment", "one.png", "--json");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal("rotation=10,shift=2,shear=5,zoom=0.1,elastic=34:4", run.Json.GetProperty("augmentation").GetString());
        Assert.Equal(35, run.Json.GetProperty("variants").GetInt32());
        Assert.Equal((6 * 86) + 2, PictureFile.Load(folder.Of("augmented.png")).Width);
    }

    [Fact]
    public void Training_notes_its_augmentation_and_has_the_same_bits_on_any_number_of_threads_and_in_any_width()
    {
        using var folder = new WorkFolder();
        SmallMnist.WriteTo(folder.Of("data"), training: 140, test: 20);
        string Trained(string run, string threads, string? avx512 = null)
        {
            ProgramRun done = ProgramRun.Of(
                folder.Path, [("DOTNET_EnableAVX512", avx512)], [.. Training, "-e", "2", "--augment", List, "--threads", threads, "--run", run]);
            Assert.True(done.ExitCode == 0, done.Errors);
            return done.Json.GetProperty("weightsSha256").GetString()!;
        }

        string expected = Trained("a", "1");
        Assert.Equal(expected, Trained("b", "3"));
        Assert.Equal(expected, Trained("c", "2", avx512: "0"));
        Assert.Contains("\"elasticAlpha\": 34", File.ReadAllText(folder.Of("a/config.json")));
        ProgramRun plain = ProgramRun.Of(folder.Path, [.. Training, "-e", "2", "--augment", "none", "--run", "plain"]);
        Assert.NotEqual(expected, plain.Json.GetProperty("weightsSha256").GetString());
        Assert.Contains("\"augmentation\": null", File.ReadAllText(folder.Of("plain/config.json")));
    }

    [Fact]
    public void Training_says_by_what_its_digits_are_augmented()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "small", "-n", "50", "-e", "1", "--dataset", "synthetic", "--validation", "10", "--augment", "shift=1:whole");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("augmented by shift=1:whole; ", run.Output);
    }

    [Theory]
    [InlineData("expected NAME=AMOUNT", "small", "--augment", "rotation")]
    [InlineData("Augmentation rotation: expected 0 to 180 degrees, got 999.", "small", "--augment", "rotation=999")]
    [InlineData("--augment does not go with --resume", "train", "--resume", "--run", "run", "--augment", "rotation=5")]
    [InlineData("a picture has no other digits to be mixed with", "augment", "one.png", "--augment", "mix=0.2")]
    [InlineData("-n 0: expected 1 to 1000 variants.", "augment", "3", "-n", "0")]
    [InlineData("-3: expected a training digit from 0 to ", "augment", "--dataset", "synthetic", "--", "-3")]
    public void Misuse_gets_a_sentence(string part, params string[] arguments)
    {
        using var folder = new WorkFolder();
        if (arguments.Contains("--resume"))
        {
            SmallMnist.WriteTo(folder.Of("data"), training: 30, test: 10);
            ProgramRun.Of(folder.Path, [.. Training, "-e", "1", "--run", "run"]);
        }

        ProgramRun run = ProgramRun.Of(folder.Path, arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("digitlab: ", run.Errors);
        Assert.Contains(part, run.Errors);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_sheet_that_cannot_be_saved_is_refused()
    {
        using var folder = new WorkFolder();
        ProgramRun run = ProgramRun.Of(folder.Path, "augment", "3", "--dataset", "synthetic", "-o", ".");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("digitlab: .: expected a file, got a folder: add a file name.", run.Errors.Trim());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    private static byte Red(ColorImage picture, int x, int y) => picture.Pixels[4 * ((y * picture.Width) + x)];
}
