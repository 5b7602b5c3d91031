namespace DigitLab.Neural.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digitlab-").FullName;

    private string Goal => Path.Combine(_folder, "text.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_that_is_moved_away_while_a_file_is_written_is_not_made_anew()
    {
        string moved = _folder + "-moved";
        try
        {
            Assert.ThrowsAny<IOException>(() => AtomicFile.WriteInto(Goal, stream =>
            {
                stream.WriteByte(1);
                Directory.Move(_folder, moved);
            }));

            Assert.False(Directory.Exists(_folder));
            Assert.ThrowsAny<IOException>(() => AtomicFile.WriteInto(Goal, stream => stream.WriteByte(1)));
            Assert.False(Directory.Exists(_folder));
        }
        finally
        {
            Directory.Move(moved, _folder);
        }
    }

    [Fact]
    public void A_text_is_written_in_UTF8_without_a_mark_and_replaces_the_one_before()
    {
        AtomicFile.WriteText(Goal, "a longer text that goes away");
        AtomicFile.WriteText(Goal, "größer →");
        Assert.Equal("größer →"u8.ToArray(), File.ReadAllBytes(Goal));
        Assert.Equal([Goal], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Missing_folders_are_made()
    {
        string deep = Path.Combine(_folder, "a", "b", "c.txt");
        AtomicFile.WriteText(deep, "x");
        Assert.Equal("x", File.ReadAllText(deep));
    }

    [Fact]
    public void Whoever_reads_meanwhile_sees_the_old_content()
    {
        AtomicFile.WriteText(Goal, "old");
        AtomicFile.Write(Goal, stream =>
        {
            stream.Write("half of the n"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Goal));
        });
        Assert.Equal("half of the n", File.ReadAllText(Goal));
    }

    [Fact]
    public void A_failure_leaves_what_was_there_and_nothing_else()
    {
        AtomicFile.WriteText(Goal, "old");
        Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(Goal, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidTimeZoneException();   // any exception, and one that nobody else throws
        }));
        Assert.Equal("old", File.ReadAllText(Goal));
        Assert.Equal([Goal], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_in_the_files_place_is_refused()
    {
        Assert.Contains("expected a file, got a folder", Assert.Throws<IOException>(() => AtomicFile.WriteText(_folder, "x")).Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Many_writers_at_once_leave_one_whole_text()
    {
        string[] texts = [.. Enumerable.Range(0, 16).Select(i => new string((char)('a' + i), 10_000))];
        Parallel.ForEach(texts, text => AtomicFile.WriteText(Goal, text));
        Assert.Contains(File.ReadAllText(Goal), texts);
        Assert.Equal([Goal], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Whether_a_file_could_be_written_is_found_out_without_touching_it()
    {
        AtomicFile.WriteText(Goal, "old");
        AtomicFile.CheckWritable(Goal);
        Assert.Equal("old", File.ReadAllText(Goal));
        Assert.Equal([Goal], Directory.GetFileSystemEntries(_folder));
        Assert.Throws<IOException>(() => AtomicFile.CheckWritable(_folder));
    }
}
