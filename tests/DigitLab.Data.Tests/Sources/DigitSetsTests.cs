namespace DigitLab.Data.Tests.Sources;

public sealed class DigitSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatasetChoice.Auto)]
    [InlineData(DatasetChoice.Mnist)]
    public void Mnist_is_read_where_it_is_found(DatasetChoice choice)
    {
        Write(width: 3);
        DigitSets sets = DigitSets.Find(choice, _folder.Root);
        Assert.Equal(("mnist", "mnist-train: 30 digits of 4×3", "mnist-test: 10 digits of 4×3"), (sets.Name, sets.Training.ToString(), sets.Test.ToString()));
        Assert.False(sets.Training.IsSynthetic);
    }

    [Theory]
    [InlineData(DatasetChoice.Auto)]
    [InlineData(DatasetChoice.Synthetic)]
    public void Without_mnist_digits_are_made_unless_it_was_asked_for(DatasetChoice choice)
    {
        DigitSets sets = Find(choice, 40, 20);
        Assert.Equal(("synthetic", "synthetic-train: 40 digits of 28×28", "synthetic-test: 20 digits of 28×28"), (sets.Name, sets.Training.ToString(), sets.Test.ToString()));
        Assert.True(sets.Training.IsSynthetic && sets.Test.IsSynthetic);
    }

    [Fact]
    public void Who_asks_for_mnist_is_told_how_to_get_it() => Assert.Equal(
        $"MNIST was not found in $DIGITLAB_DATA or {_folder["digitlab/mnist"]}: run `digitlab data download`, or name its folder with --data.",
        Assert.Throws<FileNotFoundException>(() => Find(DatasetChoice.Mnist, 40, 20)).Message);

    [Fact]
    public void A_named_folder_without_mnist_is_an_error_and_no_reason_to_make_digits()
    {
        Assert.Throws<FileNotFoundException>(() => DigitSets.Find(DatasetChoice.Auto, _folder.Root));
        Assert.Equal("synthetic", DigitSets.Find(DatasetChoice.Synthetic, _folder.Root, 1, 1).Name);   // which looks for nothing
    }

    [Fact]
    public void A_smaller_count_gives_the_first_of_the_same_digits()
    {
        DigitSets few = Find(DatasetChoice.Synthetic, 10, 5), more = Find(DatasetChoice.Synthetic, 30, 20);
        Assert.Equal(TestDigits.Pixels(more.Training.Take(10)), TestDigits.Pixels(few.Training));
        Assert.Equal(TestDigits.Pixels(more.Test.Take(5)), TestDigits.Pixels(few.Test));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(DatasetChoice.Synthetic, -1, 5));
    }

    [Fact]
    public void Test_digits_can_be_had_alone()
    {
        Write(width: 3);
        Assert.Equal(TestDigits.Pixels(DigitSets.Find(DatasetChoice.Mnist, _folder.Root).Test), TestDigits.Pixels(DigitSets.FindTest(DatasetChoice.Mnist, _folder.Root)));
        Assert.Equal(TestDigits.Pixels(Find(DatasetChoice.Synthetic, 1, 20).Test), TestDigits.Pixels(DigitSets.FindTest(DatasetChoice.Synthetic, null, 20)));
        Assert.Throws<FileNotFoundException>(() => DigitSets.FindTest(DatasetChoice.Mnist, _folder["nowhere"]));
    }

    [Fact]
    public void No_test_digit_is_a_training_digit()
    {
        DigitSets sets = Find(DatasetChoice.Synthetic, 500, 500);
        HashSet<string> training = [.. Enumerable.Range(0, 500).Select(i => Convert.ToHexString(sets.Training.Image(i)))];
        Assert.DoesNotContain(Enumerable.Range(0, 500), i => training.Contains(Convert.ToHexString(sets.Test.Image(i))));
    }

    [Fact]
    public void Training_and_test_pictures_have_one_size()
    {
        Write(width: 4);
        Assert.Equal(
            $"{_folder["t10k-images-idx3-ubyte"]}: expected pictures of 4×4 pixels as in {_folder["train-images-idx3-ubyte"]}, got 4×3: are the files of one set?",
            Assert.Throws<InvalidDataException>(() => DigitSets.Find(DatasetChoice.Mnist, _folder.Root)).Message);
    }

    // With an empty cache in the test's folder.
    private DigitSets Find(DatasetChoice choice, int trainingCount, int testCount) =>
        DigitSets.Find(choice, null, trainingCount, testCount, name => name == "XDG_CACHE_HOME" ? _folder.Root : null);

    private void Write(int width)
    {
        DigitDataset training = TestDigits.Random(30, width: width), test = TestDigits.Random(10);
        IdxWriter.WriteImages(_folder["train-images-idx3-ubyte"], training);
        IdxWriter.WriteLabels(_folder["train-labels-idx1-ubyte"], training);
        IdxWriter.WriteImages(_folder["t10k-images-idx3-ubyte"], test);
        IdxWriter.WriteLabels(_folder["t10k-labels-idx1-ubyte"], test);
    }
}
