namespace DigitLab.Data.Tests.Writers;

public sealed class WriterSplitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // The picture of digit i is i itself. 60 digits of students 0 to 5 (ten each), 120 of employees 10 to 17 (fifteen each).
    private static readonly DigitDataset Digits = new("all", 1, 1, [.. Enumerable.Range(0, 180).Select(i => (byte)i)], [.. Enumerable.Range(0, 180).Select(i => (byte)(i % 10))]);

    private string Path => _folder["writers"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_writers_of_both_kinds_are_held_back_in_the_wholes_shares()
    {
        WriterIds writers = Writers();
        DatasetSplit split = DatasetSplit.Of(Digits, SplitKind.Writers, 90, seed: 1, writers);

        int[] learned = Hands(split.Training, writers), judged = Hands(split.Validation, writers);
        Assert.Empty(learned.Intersect(judged));
        Assert.Equal(90, split.Validation.Count);
        Assert.Equal(30, TestDigits.Pixels(split.Validation).Count(index => writers.IsStudent(index)));
        Assert.Equal(180, split.Training.Count + split.Validation.Count);
    }

    [Fact]
    public void The_split_is_the_same_for_every_seed() => Assert.Equal(
        TestDigits.Pixels(DatasetSplit.Of(Digits, SplitKind.Writers, 90, seed: 1, Writers()).Validation),
        TestDigits.Pixels(DatasetSplit.Of(Digits, SplitKind.Writers, 90, seed: 2, Writers()).Validation));

    [Fact]
    public void A_number_that_no_writers_make_up_is_refused_with_one_that_some_do()
    {
        string message = Assert.Throws<ArgumentException>(() => DatasetSplit.Of(Digits, SplitKind.Writers, 91, seed: 1, Writers())).Message;
        Assert.StartsWith("all: no choice of employees has just 61 digits together: hold back another number, such as 60 of theirs.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_writers_of_all_digits_there_is_no_such_split()
    {
        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => DatasetSplit.Of(Digits, SplitKind.Writers, 10)).Message);
        Assert.Contains("180 digits, got 20", Assert.Throws<ArgumentException>(
            () => DatasetSplit.Of(Digits, SplitKind.Writers, 10, writers: WriterIds.Read(Written(180), Digits.Take(20)))).Message);
    }

    [Fact]
    public void A_table_of_other_digits_is_refused()
    {
        File.WriteAllBytes(Path, WriterTable.Bytes((0, 4, 1), (7, 4, 1)));
        Assert.Contains("expected digit 1 of all to be a 1, got 7", Assert.Throws<InvalidDataException>(() => WriterIds.Read(Path, Digits.Take(2))).Message);
        Assert.Contains("expected 8 numbers for each of 3 digits", Assert.Throws<InvalidDataException>(() => WriterIds.Read(Path, Digits.Take(3))).Message);
        File.WriteAllBytes(Path, WriterTable.Bytes((0, 4, 1))[..^1]);
        Assert.Contains("cut off", Assert.Throws<InvalidDataException>(() => WriterIds.Read(Path, Digits.Take(1))).Message);
    }

    [Fact]
    public void Writers_are_looked_for_beside_MNIST_in_the_folder_next_to_it_and_where_the_variable_says()
    {
        string mnist = _folder["mnist"], beside = _folder["qmnist"], named = _folder["named"];
        foreach (string folder in (string[])[mnist, beside, named])
        {
            Directory.CreateDirectory(folder);
        }

        string? variable = null;
        string Found() => WriterFiles.Find(WriterFiles.Training, mnist, name => name == WriterFiles.Variable ? variable : _folder["cache"]);
        Assert.Contains("digitlab data download --writers", Assert.Throws<FileNotFoundException>(Found).Message);

        File.WriteAllBytes(System.IO.Path.Combine(beside, WriterFiles.Training.CompressedName), []);
        Assert.Equal(System.IO.Path.Combine(beside, WriterFiles.Training.CompressedName), Found());
        File.WriteAllBytes(System.IO.Path.Combine(mnist, WriterFiles.Training.Name), []);
        Assert.Equal(System.IO.Path.Combine(mnist, WriterFiles.Training.Name), Found());
        variable = named;
        Assert.Contains(named, Assert.Throws<FileNotFoundException>(Found).Message);
    }

    [WritersFact]
    public void MNISTs_writers_are_539_and_none_of_them_is_on_both_sides()
    {
        MnistFolder mnist = MnistFolder.Open(MnistFactAttribute.Folder);
        DigitDataset training = mnist.ReadTraining(), places = new("places", 1, 1, new byte[60_000], TestDigits.Labels(training));
        string file = WriterFiles.Find(WriterFiles.Training, mnist.Path);
        var writers = WriterIds.Read(file, training);

        Assert.True(WriterFiles.Training.Matches(file));
        Assert.Equal(539, Enumerable.Range(0, 60_000).Select(writers.WriterOf).Distinct().Count());
        bool[] isHeldBack = WriterSplit.HoldBack(places, writers, 5000);
        ILookup<bool, int> hands = Enumerable.Range(0, 60_000).ToLookup(index => isHeldBack[index], writers.WriterOf);
        Assert.Equal(5000, hands[true].Count());
        Assert.Empty(hands[true].Intersect(hands[false]));
        Assert.Equal(2421, Enumerable.Range(0, 60_000).Count(index => isHeldBack[index] && writers.IsStudent(index)));   // 5,000 · 29,050 / 60,000
    }

    private string Written(int count)
    {
        File.WriteAllBytes(Path, WriterTable.Bytes([.. Enumerable.Range(0, count).Select(i => (i % 10, i < 60 ? 4 : i % 3, i < 60 ? i / 10 : 10 + ((i - 60) / 15)))]));
        return Path;
    }

    private WriterIds Writers() => WriterIds.Read(Written(180), Digits);

    private static int[] Hands(DigitDataset part, WriterIds writers) => [.. TestDigits.Pixels(part).Select(index => writers.WriterOf(index)).Distinct()];
}
