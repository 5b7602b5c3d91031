using DigitLab.Neural;

namespace DigitLab.Data.Tests;

public class MnistFolderTests
{
    [Fact]
    public void A_folder_of_other_digits_is_read_and_its_check_says_so()
    {
        using var folder = new TemporaryFolder();
        DigitDataset training = TestDigits.Random(30), test = TestDigits.Random(10, seed: 2);
        Write(folder, training, test);
        MnistFolder read = MnistFolder.Open(folder.Root);
        Assert.Equal(TestDigits.Pixels(training), TestDigits.Pixels(read.ReadTraining()));
        Assert.Equal(TestDigits.Labels(test), TestDigits.Labels(read.ReadTest()));
        Assert.Equal(("mnist-train", "mnist-test"), (read.ReadTraining().Name, read.ReadTest().Name));

        IReadOnlyList<MnistFileCheck> checks = read.Check();
        Assert.All(checks, check => Assert.False(check.IsRight));
        Assert.Equal(
            $"{folder["train-images-idx3-ubyte.gz"]}: expected MNIST's 47040016 bytes, got 376: the file is cut off or another dataset's.", checks[0].ToString());
    }

    [Fact]
    public void A_check_tells_right_content_from_wrong_longer_and_damaged()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["abc"], "abc");
        File.WriteAllText(folder["abd"], "abd");
        File.WriteAllText(folder["abcd"], "abcd");
        File.WriteAllBytes(folder["gz"], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255]);

        // The hash of "abc" is the example of FIPS 180-2, appendix B.1.
        var file = new MnistFile("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        Assert.True(file.Matches(folder["abc"]));
        Assert.False(file.Matches(folder["gz"]));
        Assert.Equal($"{folder["abc"]}: MNIST's own content.", file.Check(folder["abc"]).ToString());
        Assert.StartsWith($"{folder["abd"]}: expected SHA-256 ba7816bf", file.Check(folder["abd"]).ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"{folder["abcd"]}: expected MNIST's 3 bytes, got more", file.Check(folder["abcd"]).ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"{folder["gz"]}: expected whole gzip data", file.Check(folder["gz"]).ToString(), StringComparison.Ordinal);
    }

    [MnistFact]
    public void The_real_files_have_the_known_content()
    {
        Assert.All(MnistFolder.Open(MnistFactAttribute.Folder).Check(), check => Assert.True(check.IsRight, check.ToString()));
    }

    [MnistFact]
    public void The_real_digits_have_the_known_counts_and_the_known_mean_and_deviation()
    {
        DigitDataset training = MnistFolder.Open(MnistFactAttribute.Folder).ReadTraining(), test = MnistFolder.Open(MnistFactAttribute.Folder).ReadTest();
        Assert.Equal("mnist-train: 60000 digits of 28×28", training.ToString());
        Assert.Equal("mnist-test: 10000 digits of 28×28", test.ToString());
        byte[] labels = TestDigits.Labels(training);
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], Enumerable.Range(0, 10).Select(digit => labels.Count(label => label == digit)));

        InputNormalization standard = NormalizationFitter.Fit(NormalizationKind.Standard, training);
        Assert.Equal("0.1307 0.3081", $"{standard.Mean[0]:F4} {standard.Deviation[0]:F4}");
        InputNormalization perPixel = NormalizationFitter.Fit(NormalizationKind.PerPixel, training);
        Assert.Equal((0, 1), (perPixel.Mean[0], perPixel.Deviation[0]));   // nobody inks the corner

        // The mean of the pixels' means is the mean of all pixels.
        double mean = 0;
        foreach (float pixel in perPixel.Mean)
        {
            mean += pixel / 784.0;
        }

        Assert.True(Math.Abs(mean - standard.Mean[0]) <= 1e-7);
    }

    private static void Write(TemporaryFolder folder, DigitDataset training, DigitDataset test)
    {
        IdxWriter.WriteImages(folder["train-images-idx3-ubyte.gz"], training);
        IdxWriter.WriteLabels(folder["train-labels-idx1-ubyte"], training);
        IdxWriter.WriteImages(folder["t10k-images-idx3-ubyte.gz"], test);
        IdxWriter.WriteLabels(folder["t10k-labels.idx1-ubyte.gz"], test);
    }
}
