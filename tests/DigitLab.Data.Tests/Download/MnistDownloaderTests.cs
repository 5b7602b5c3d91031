using System.IO.Compression;
using System.Security.Cryptography;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Download;

public sealed class MnistDownloaderTests : IDisposable
{
    private const string First = "first-idx3-ubyte.gz";
    private const string Second = "second-idx1-ubyte.gz";

    // Noise does not compress: the files are 200,000 and 3,000 bytes and some.
    private static readonly byte[] FirstContent = Noise(200_000, 1);
    private static readonly byte[] SecondContent = Noise(3_000, 2);
    private static readonly Dictionary<string, byte[]> Right = new() { [First] = Compress(FirstContent), [Second] = Compress(SecondContent) };
    private static readonly MnistFile[] Files = [Describe(First, FirstContent), Describe(Second, SecondContent)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_files_come_as_the_mirror_has_them_and_nothing_else_stays()
    {
        using var mirror = new Mirror(Honest);
        await DownloadAsync(mirror);
        AssertAllIsThere();
        Assert.Equal([FolderLock.FileName, First, Second], Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_there_is_not_fetched_again_under_any_accepted_name()
    {
        File.WriteAllBytes(_folder["first.idx3-ubyte"], FirstContent);
        File.WriteAllBytes(_folder[Second], Right[Second]);
        using var mirror = new Mirror(Honest);
        await DownloadAsync(mirror);
        Assert.Empty(mirror.Requests);
    }

    [Fact]
    public async Task A_wrong_file_of_a_downloads_name_is_replaced_and_one_of_another_name_is_refused()
    {
        File.WriteAllBytes(_folder[First], Right[Second]);
        using var mirror = new Mirror(Honest);
        await DownloadAsync(mirror);
        AssertAllIsThere();

        File.WriteAllBytes(_folder["first-idx3-ubyte"], SecondContent);
        string message = (await Assert.ThrowsAsync<InvalidDataException>(() => DownloadAsync(mirror))).Message;
        Assert.Equal($"{_folder["first-idx3-ubyte"]}: expected MNIST's 200000 bytes, got 3000: the file is cut off or another dataset's. Move it away to download MNIST's own.", message);
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_goes_on_where_it_was()
    {
        using var mirror = new Mirror(request => Honest(request) with
        {
            BreaksOffAfter = (request.File, request.Start) switch
            {
                (First, null) => 70_000,
                (First, 70_000) => 1_234,
                _ => null,
            },
        });
        await DownloadAsync(mirror);
        AssertAllIsThere();
        Assert.Equal([new(First, null), new(First, 70_000), new(First, 71_234), new(Second, null)], mirror.Requests);
    }

    [Fact]
    public async Task A_later_download_goes_on_where_an_earlier_one_broke_off()
    {
        File.WriteAllBytes(_folder[First + ".part"], Right[First][..50_000]);
        using var mirror = new Mirror(Honest);
        await DownloadAsync(mirror);
        AssertAllIsThere();
        Assert.Equal([new(First, 50_000), new(Second, null)], mirror.Requests);
    }

    [Fact]
    public async Task The_next_mirror_goes_on_where_the_one_before_broke_off()
    {
        using var breaking = new Mirror(request => Honest(request) with { BreaksOffAfter = request.Start is null ? 1_000 : 0 });
        using var honest = new Mirror(Honest);
        await DownloadAsync(breaking, honest);
        AssertAllIsThere();
        Assert.Equal([new(First, null), new(First, 1_000), new(First, 1_000), new(Second, null), new(Second, 1_000), new(Second, 1_000)], breaking.Requests);
        Assert.Equal([new(First, 1_000), new(Second, 1_000)], honest.Requests);
    }

    [Fact]
    public async Task A_part_that_is_whole_already_is_taken()
    {
        File.WriteAllBytes(_folder[First + ".part"], Right[First]);
        using var mirror = new Mirror(Honest);
        await DownloadAsync(mirror);
        AssertAllIsThere();
        Assert.Equal([new(First, Right[First].Length), new(Second, null)], mirror.Requests);
    }

    [Fact]
    public async Task A_mirror_that_ignores_the_range_is_read_from_the_start()
    {
        File.WriteAllBytes(_folder[First + ".part"], Noise(50_000, 9));
        using var mirror = new Mirror(request => Honest(request with { Start = null }));
        await DownloadAsync(mirror);
        AssertAllIsThere();
        Assert.Equal([new(First, 50_000), new(Second, null)], mirror.Requests);
    }

    [Theory]
    [InlineData(50_000)]    // the beginning of another file
    [InlineData(500_000)]   // longer than the mirror's
    public async Task A_part_of_another_file_is_thrown_away(int length)
    {
        File.WriteAllBytes(_folder[First + ".part"], Noise(length, 9));
        using var mirror = new Mirror(Honest);
        await DownloadAsync(mirror);
        AssertAllIsThere();
        Assert.Equal([new(First, length), new(First, null), new(Second, null)], mirror.Requests);
    }

    [Fact]
    public async Task A_range_that_was_not_asked_for_is_not_taken()
    {
        File.WriteAllBytes(_folder[First + ".part"], Right[First][..50_000]);
        using var mirror = new Mirror(request => request.Start is null ? Honest(request) : MirrorAnswer.To(request with { Start = 49_999 }, Right[First]));
        await DownloadAsync(mirror);
        AssertAllIsThere();
        Assert.Equal([new(First, 50_000), new(First, null), new(Second, null)], mirror.Requests);
    }

    [Fact]
    public async Task A_mirror_need_not_tell_the_length()
    {
        using var mirror = new Mirror(request => Honest(request) with { TellsLength = false });
        await DownloadAsync(mirror);
        AssertAllIsThere();
    }

    [Fact]
    public async Task A_mirror_that_does_not_have_the_file_is_passed_over()
    {
        using var empty = new Mirror(_ => MirrorAnswer.NotFound);
        using var honest = new Mirror(Honest);
        await DownloadAsync(empty, honest);
        AssertAllIsThere();
        Assert.Equal(2, empty.Requests.Length);
    }

    [Fact]
    public async Task A_mirror_that_is_down_is_passed_over()
    {
        using var honest = new Mirror(Honest);
        await Downloader(Down(), honest.Address).DownloadAsync(_folder.Root);
        AssertAllIsThere();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task A_mirror_that_falls_silent_is_passed_over(int after)
    {
        using var silent = new Mirror(request => Honest(request) with { BreaksOffAfter = after, Stalls = true });
        using var honest = new Mirror(Honest);
        var settings = new DownloadSettings { Mirrors = [silent.Address, honest.Address], StallTimeout = TimeSpan.FromSeconds(1), Retries = 0 };
        await new MnistDownloader(settings, [Files[0]]).DownloadAsync(_folder.Root);
        Assert.Equal(Right[First], File.ReadAllBytes(_folder[First]));
        Assert.Equal([new(First, after == 0 ? null : after)], honest.Requests);
    }

    [Fact]
    public async Task Wrong_content_never_gets_the_files_name()
    {
        using var wrong = new Mirror(request => new MirrorAnswer(Compress(Noise(request.File == First ? 200_000 : 3_000, 5))));
        string message = (await Assert.ThrowsAsync<IOException>(() => DownloadAsync(wrong))).Message;
        Assert.Equal(
            $"{First}: expected it from a mirror, got it from none of {wrong.Address} (its file has other content than MNIST's): " +
            $"try again later, or put the file into {_folder.Root} by hand.",
            message);
        Assert.Equal([FolderLock.FileName], Directory.GetFiles(_folder.Root).Select(Path.GetFileName));
        Assert.Single(wrong.Requests);
    }

    [Fact]
    public async Task A_file_that_the_mirror_has_cut_off_never_gets_the_files_name()
    {
        using var mirror = new Mirror(request => new MirrorAnswer(Right[request.File][..^100]));
        Assert.Contains("its file has other content than MNIST's", (await Assert.ThrowsAsync<IOException>(() => DownloadAsync(mirror))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder[First]));
    }

    [Theory]
    [InlineData(true, "it sends 300000 bytes, more than the 201224 that the file can have")]
    [InlineData(false, "it sends more than the 201224 bytes that the file can have")]
    public async Task A_file_that_is_too_large_is_not_taken(bool tellsLength, string problem)
    {
        using var mirror = new Mirror(_ => new MirrorAnswer(Noise(300_000, 5), TellsLength: tellsLength));
        Assert.Contains(problem, (await Assert.ThrowsAsync<IOException>(() => DownloadAsync(mirror))).Message, StringComparison.Ordinal);
        Assert.True(new FileInfo(_folder[First + ".part"]) is { Exists: false } or { Length: 0 });
    }

    [Fact]
    public async Task Content_that_grows_without_end_when_decompressed_is_not_taken()
    {
        using var mirror = new Mirror(_ => new MirrorAnswer(Compress(new byte[100_000_000])));   // 97 KB compressed
        Assert.Contains("its file has other content than MNIST's", (await Assert.ThrowsAsync<IOException>(() => DownloadAsync(mirror))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_no_mirror_helps_the_message_says_what_each_of_them_did()
    {
        using var empty = new Mirror(_ => MirrorAnswer.NotFound);
        using var breaking = new Mirror(request => Honest(request) with { BreaksOffAfter = 10 });
        using var busy = new Mirror(_ => new MirrorAnswer([], "503 Service Unavailable"));
        Uri down = Down();
        string message = (await Assert.ThrowsAsync<IOException>(
            () => Downloader(empty.Address, breaking.Address, busy.Address, down).DownloadAsync(_folder.Root))).Message;
        Assert.StartsWith(
            $"{First}: expected it from a mirror, got it from none of {empty.Address} (it answers 404 Not Found), {breaking.Address} (it breaks off), " +
            $"{busy.Address} (it answers 503 Service Unavailable), {down} (it cannot be reached (",
            message,
            StringComparison.Ordinal);
        Assert.EndsWith($"try again later, or put the file into {_folder.Root} by hand.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_counts_the_bytes_of_each_file_and_what_was_there_before()
    {
        File.WriteAllBytes(_folder[First + ".part"], Right[First][..50_000]);
        using var mirror = new Mirror(Honest);
        var reports = new Reports();
        await Downloader(mirror.Address).DownloadAsync(_folder.Root, reports);
        long total = Right[First].Length;
        DownloadProgress[] first = [.. reports.All.Where(report => report.File == First)];
        Assert.Equal(new DownloadProgress(First, DownloadStage.Transferring, 50_000, total), first[0]);
        Assert.Equal(new DownloadProgress(First, DownloadStage.Transferring, total, total), first[^3]);
        Assert.Equal(new DownloadProgress(First, DownloadStage.Verifying, total, total), first[^2]);
        Assert.Equal(DownloadStage.Done, first[^1].Stage);
        Assert.Equal(first.SkipLast(1).Select(report => report.Bytes).Order(), first.SkipLast(1).Select(report => report.Bytes));
    }

    [Fact]
    public async Task Cancelling_keeps_what_came()
    {
        using var cancellation = new CancellationTokenSource();
        using var mirror = new Mirror(request => Honest(request) with { BreaksOffAfter = 60_000, Stalls = true });
        var reports = new Reports(report =>
        {
            if (report.Bytes == 60_000)
            {
                cancellation.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Downloader(mirror.Address).DownloadAsync(_folder.Root, reports, cancellation.Token));
        Assert.Equal(Right[First][..60_000], File.ReadAllBytes(_folder[First + ".part"]));
    }

    [Fact]
    public async Task Who_comes_second_waits_and_finds_the_files()
    {
        using var mirror = new Mirror(Honest);
        var waiting = new TaskCompletionSource();
        Task second;
        using (await FolderLock.TakeAsync(_folder.Root, TimeSpan.FromMilliseconds(1), () => { }, CancellationToken.None))
        {
            second = Downloader(mirror.Address).DownloadAsync(_folder.Root, new Reports(report =>
            {
                if (report.Stage == DownloadStage.Waiting)
                {
                    waiting.SetResult();
                }
            }));
            await waiting.Task;
            File.WriteAllBytes(_folder[First], Right[First]);
            File.WriteAllBytes(_folder[Second], Right[Second]);
            Assert.False(second.IsCompleted);
        }

        await second;
        Assert.Empty(mirror.Requests);
    }

    [Fact]
    public async Task Two_at_once_fetch_each_file_once()
    {
        using var mirror = new Mirror(Honest);
        await Task.WhenAll(DownloadAsync(mirror), DownloadAsync(mirror), DownloadAsync(mirror));
        AssertAllIsThere();
        Assert.Equal([new(First, null), new(Second, null)], mirror.Requests);
    }

    [Fact]
    public async Task Waiting_for_another_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using LockFile held = await FolderLock.TakeAsync(_folder.Root, TimeSpan.FromMilliseconds(1), () => { }, CancellationToken.None);
        var reports = new Reports(_ => cancellation.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Downloader(Down()).DownloadAsync(_folder.Root, reports, cancellation.Token));
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new MnistDownloader(new DownloadSettings { Mirrors = [] }));
        Assert.Throws<ArgumentException>(() => new MnistDownloader(new DownloadSettings { Mirrors = [new Uri("mnist/", UriKind.Relative)] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MnistDownloader(new DownloadSettings { Retries = -1 }));
        Assert.All(new DownloadSettings().Mirrors, mirror => Assert.Equal("https", mirror.Scheme));
    }

    private static MirrorAnswer Honest(MirrorRequest request) => MirrorAnswer.To(request, Right[request.File]);

    private static MnistDownloader Downloader(params Uri[] mirrors) =>
        new(new DownloadSettings { Mirrors = mirrors, Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) }, Files);

    // An address where a server was and is no more.
    private static Uri Down()
    {
        using var mirror = new Mirror(_ => MirrorAnswer.NotFound);
        return mirror.Address;
    }

    private static byte[] Noise(int length, ulong seed)
    {
        RandomSource random = new RandomKey(seed, RandomPurpose.Test).Open();
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++)
        {
            noise[i] = (byte)random.NextUInt32();
        }

        return noise;
    }

    private static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var compressed = new GZipStream(stream, CompressionLevel.Optimal))
        {
            compressed.Write(content);
        }

        return stream.ToArray();
    }

    private static MnistFile Describe(string compressedName, byte[] content) => new(compressedName[..^3], content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    private Task DownloadAsync(params Mirror[] mirrors) => Downloader([.. mirrors.Select(mirror => mirror.Address)]).DownloadAsync(_folder.Root);

    private void AssertAllIsThere()
    {
        Assert.Equal(Right[First], File.ReadAllBytes(_folder[First]));
        Assert.Equal(Right[Second], File.ReadAllBytes(_folder[Second]));
    }

    // Reports in the order in which they come, which Progress<T> does not promise.
    private sealed class Reports(Action<DownloadProgress>? then = null) : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public void Report(DownloadProgress value)
        {
            All.Add(value);
            then?.Invoke(value);
        }
    }
}
