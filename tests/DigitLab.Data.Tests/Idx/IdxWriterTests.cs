namespace DigitLab.Data.Tests.Idx;

public class IdxWriterTests
{
    private static readonly DigitDataset Digits = TestDigits.Random(20);

    [Theory]
    [InlineData("images", "labels")]
    [InlineData("images.gz", "labels.GZ")]
    public void What_is_written_is_read_back(string imagesName, string labelsName)
    {
        using var folder = new TemporaryFolder();
        DigitDataset part = Digits.Select([7, 3, 19]);
        IdxWriter.WriteImages(folder[imagesName], part);
        IdxWriter.WriteLabels(folder[labelsName], part);
        DigitDataset read = IdxReader.ReadDigits(folder[imagesName], folder[labelsName], "back");
        Assert.Equal(TestDigits.Pixels(part), TestDigits.Pixels(read));
        Assert.Equal(TestDigits.Labels(part), TestDigits.Labels(read));
        Assert.Equal((4, 3), (read.Height, read.Width));
        Assert.Equal([imagesName, labelsName], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Only_a_name_that_ends_in_gz_is_compressed()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteLabels(folder["labels"], Digits);
        IdxWriter.WriteLabels(folder["labels.gz"], Digits);
        Assert.Equal([0, 0, 8, 1, 0, 0, 0, 20, .. TestDigits.Labels(Digits)], File.ReadAllBytes(folder["labels"]));
        Assert.Equal([0x1F, 0x8B], File.ReadAllBytes(folder["labels.gz"])[..2]);
    }

    [MnistFact]
    public void Mnist_is_written_as_it_was_read()
    {
        using var folder = new TemporaryFolder();
        string labels = Directory.GetFiles(MnistFactAttribute.Folder, "t10k-labels*").First(), images = Directory.GetFiles(MnistFactAttribute.Folder, "t10k-images*").First();
        DigitDataset test = IdxReader.ReadDigits(images, labels, "mnist-test");
        Assert.Equal(10_000, test.Count);
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], TestDigits.Labels(test.Take(10)));
        IdxWriter.WriteImages(folder["images"], test);
        Assert.Equal(IdxReader.ReadImages(images).Pixels, IdxReader.ReadImages(folder["images"]).Pixels);
        Assert.Equal(7_840_016, new FileInfo(folder["images"]).Length);
    }
}
