namespace DigitLab.Data.Tests;

public sealed class MnistLocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_cache_is_the_users()
    {
        Assert.Equal(Path.Combine(_folder.Root, "digitlab", "mnist"), MnistLocator.CacheFolderOf(Variables()));
        string home = MnistLocator.CacheFolderOf(_ => null);
        Assert.True(Path.IsPathFullyQualified(home));
        Assert.EndsWith(Path.Combine("digitlab", "mnist"), home, StringComparison.Ordinal);
        Assert.Equal(home, MnistLocator.CacheFolderOf(Variables(cache: "not/absolute")));
    }

    [Fact]
    public void Nobody_named_a_folder_and_the_cache_is_empty_so_there_is_no_mnist() => Assert.Null(MnistLocator.Find(null, Variables()));

    [Fact]
    public void The_named_folder_comes_before_the_variables_and_that_before_the_cache()
    {
        string named = Fill("named"), variable = Fill("variable"), cache = Fill("digitlab/mnist");
        Assert.Equal(named, MnistLocator.Find(named, Variables(variable))!.Path);
        Assert.Equal(variable, MnistLocator.Find(null, Variables(variable))!.Path);
        Assert.Equal(variable, MnistLocator.Find("", Variables(variable))!.Path);
        Assert.Equal(cache, MnistLocator.Find(null, Variables())!.Path);
        Assert.Equal(cache, MnistLocator.Find(null, Variables(""))!.Path);
    }

    [Fact]
    public void A_named_folder_that_lacks_files_is_an_error_even_if_the_cache_has_them()
    {
        Fill("digitlab/mnist");
        string named = Fill("named");
        File.Delete(Path.Combine(named, "train-labels-idx1-ubyte"));
        File.Delete(Path.Combine(named, "t10k-images-idx3-ubyte"));
        string expected =
            $"{named}: expected MNIST's four files, plain or .gz, got a folder without train-labels-idx1-ubyte, t10k-images-idx3-ubyte: " +
            $"copy them there, or run `digitlab data download --data {named}`.";
        Assert.Equal(expected, Assert.Throws<FileNotFoundException>(() => MnistLocator.Find(named, Variables())).Message);
        Assert.Equal(expected, Assert.Throws<FileNotFoundException>(() => MnistLocator.Find(null, Variables(named))).Message);

        string none = _folder["none"];
        Assert.Equal(
            $"{none}: expected a folder with MNIST's four files, got no such folder: copy them there, or run `digitlab data download --data {none}`.",
            Assert.Throws<FileNotFoundException>(() => MnistLocator.Find(none)).Message);
    }

    [Fact]
    public void A_cache_that_lacks_a_file_is_as_good_as_empty()
    {
        File.Delete(Path.Combine(Fill("digitlab/mnist"), "t10k-labels-idx1-ubyte"));
        Assert.Null(MnistLocator.Find(null, Variables()));
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("train-images-idx3-ubyte.gz")]
    [InlineData("train-images.idx3-ubyte")]
    [InlineData("train-images.idx3-ubyte.gz")]
    public void Every_usual_name_is_accepted(string name)
    {
        string named = Fill("named");
        string path = Path.Combine(named, name);
        File.Move(Path.Combine(named, "train-images-idx3-ubyte"), path, overwrite: true);
        Assert.Equal(path, MnistLocator.Find(named)!.PathOf(MnistFile.TrainImages));
    }

    private Func<string, string?> Variables(string? variable = null, string? cache = null) =>
        name => name switch { MnistLocator.Variable => variable, "XDG_CACHE_HOME" => cache ?? _folder.Root, _ => null };

    private string Fill(string name)
    {
        string path = _folder[name];
        Directory.CreateDirectory(path);
        foreach (MnistFile file in MnistFile.All)
        {
            File.WriteAllBytes(Path.Combine(path, file.Name), []);
        }

        return path;
    }
}
