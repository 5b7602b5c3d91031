using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Downloads MNIST from public mirrors.</summary>
/// <remarks>
/// A file that the folder has, with the right content, is not fetched again. The others are gathered in <c>.part</c> files, which a later
/// download goes on with if this one breaks off, and come under their names only when their decompressed content has the known SHA-256.
/// Of several processes that download into one folder, one works and the others wait and find its files.
/// </remarks>
public sealed class MnistDownloader
{
    private readonly DownloadSettings _settings;
    private readonly IReadOnlyList<MnistFile> _files;

    /// <summary>A downloader of MNIST's four files.</summary>
    /// <param name="settings">Mirrors and patience; null for the usual.</param>
    /// <exception cref="ArgumentException">There is no mirror, or a number is negative.</exception>
    public MnistDownloader(DownloadSettings? settings = null)
        : this(settings ?? new DownloadSettings(), MnistFile.All)
    {
    }

    /// <summary>A downloader of QMNIST's two files that say who wrote which digit.</summary>
    /// <param name="mirrors">Where to get them, tried in turn; if there is none, QMNIST's public repository.</param>
    /// <exception cref="ArgumentException">An address is not whole.</exception>
    public static MnistDownloader OfWriters(params IReadOnlyList<Uri> mirrors) =>
        new(new DownloadSettings { Mirrors = mirrors.Count > 0 ? mirrors : [WriterFiles.Mirror] }, WriterFiles.All);

    /// <summary>A downloader of other files.</summary>
    internal MnistDownloader(DownloadSettings settings, IReadOnlyList<MnistFile> files)
    {
        if (settings.Mirrors.Count == 0 || settings.Mirrors.Any(mirror => !mirror.IsAbsoluteUri))
        {
            throw new ArgumentException("Download: expected at least one mirror, each with its whole address.", nameof(settings));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
        (_settings, _files) = (settings, files);
    }

    /// <summary>Downloads what the folder lacks.</summary>
    /// <param name="folder">Where the files go; made if it is missing.</param>
    /// <param name="progress">Told how far it is, some hundred times a file.</param>
    /// <param name="cancellation">Stops it; what came stays in <c>.part</c> files.</param>
    /// <exception cref="IOException">No mirror has a file (the message says what each of them did), or the folder cannot be written.</exception>
    /// <exception cref="InvalidDataException">The folder has a file of that name with other content, which is not this program's to replace.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written by this user.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task DownloadAsync(string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        using LockFile folderLock = await FolderLock.TakeAsync(
            folder, _settings.RetryDelay, () => progress?.Report(new DownloadProgress("", DownloadStage.Waiting)), cancellation).ConfigureAwait(false);
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };   // a slow mirror is fine, a silent one is not
        foreach (MnistFile file in _files)
        {
            if (!HasRightFile(folder, file, cancellation))
            {
                await FetchAsync(client, folder, file, progress, cancellation).ConfigureAwait(false);
            }

            progress?.Report(new DownloadProgress(file.CompressedName, DownloadStage.Done));
        }
    }

    // A wrong file under the name that a download gives is replaced; one of another name was put there by somebody.
    private static bool HasRightFile(string folder, MnistFile file, CancellationToken cancellation)
    {
        string? path = file.FindIn(folder);
        if (path is null)
        {
            return false;
        }

        MnistFileCheck check = file.Check(path, cancellation);
        return check.IsRight || Path.GetFileName(path) == file.CompressedName
            ? check.IsRight
            : throw new InvalidDataException($"{check} Move it away to download MNIST's own.");
    }

    private async Task FetchAsync(HttpClient client, string folder, MnistFile file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        string goal = Path.Combine(folder, file.CompressedName), part = goal + ".part";
        long limit = file.Bytes + (file.Bytes / 1000) + 1024;   // deflate adds 5 bytes to 16 KiB at worst, gzip a header and a name
        var transfer = new FileTransfer(client, part, limit, _settings.StallTimeout, (bytes, total) =>
            progress?.Report(new DownloadProgress(file.CompressedName, DownloadStage.Transferring, bytes, total)));
        var problems = new List<string>();
        foreach (Uri mirror in _settings.Mirrors)
        {
            string? problem = await TryMirrorAsync(transfer, Address(mirror, file), part, file, progress, cancellation).ConfigureAwait(false);
            if (problem is null)
            {
                File.Move(part, goal, overwrite: true);
                return;
            }

            problems.Add($"{mirror} ({problem})");
        }

        throw new IOException(
            $"{file.CompressedName}: expected it from a mirror, got it from none of {string.Join(", ", problems)}: " +
            $"try again later, or put the file into {folder} by hand.");
    }

    // Null if the file is whole, else what went wrong.
    private async Task<string?> TryMirrorAsync(
        FileTransfer transfer, Uri address, string part, MnistFile file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        for (int retry = 0; ; retry++)
        {
            bool isResumed = transfer.Bytes > 0;
            TransferResult result = await transfer.RunAsync(address, cancellation).ConfigureAwait(false);
            if (result.IsComplete)
            {
                progress?.Report(new DownloadProgress(file.CompressedName, DownloadStage.Verifying, transfer.Bytes, transfer.Bytes));
                if (file.Check(part, cancellation).IsRight)
                {
                    return null;
                }

                // The beginning may have come from another mirror or another time; wrong from the first byte, it stays wrong.
                transfer.StartOver();
                result = new TransferResult("its file has other content than MNIST's", isResumed);
            }

            if (!result.CanResume || retry == _settings.Retries)
            {
                return result.Problem;
            }

            await Task.Delay(_settings.RetryDelay, cancellation).ConfigureAwait(false);
        }
    }

    private static Uri Address(Uri mirror, MnistFile file) => new($"{mirror.AbsoluteUri.TrimEnd('/')}/{file.CompressedName}");
}
