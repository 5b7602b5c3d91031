using System.Net;
using System.Net.Http.Headers;

namespace DigitLab.Data;

/// <summary>Fetches one file into a <c>.part</c> file, going on where an earlier transfer broke off.</summary>
/// <param name="client">Without a time limit of its own.</param>
/// <param name="part">Where the bytes are gathered.</param>
/// <param name="limit">How many bytes the file may have.</param>
/// <param name="stallTimeout">How long the mirror may send nothing.</param>
/// <param name="report">Gets the bytes that are here and, if known, the total.</param>
internal sealed class FileTransfer(HttpClient client, string part, long limit, TimeSpan stallTimeout, Action<long, long?> report)
{
    private const int BlockBytes = 1 << 16;

    /// <summary>How many bytes are here.</summary>
    internal long Bytes => File.Exists(part) ? new FileInfo(part).Length : 0;

    /// <summary>Forgets what is here.</summary>
    internal void StartOver() => File.Delete(part);

    /// <summary>Makes one request and takes what comes.</summary>
    /// <exception cref="IOException">The <c>.part</c> file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; what came stays for the next time.</exception>
    internal async Task<TransferResult> RunAsync(Uri address, CancellationToken cancellation)
    {
        long have = Bytes;
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
        }

        HttpResponseMessage response;
        stall.CancelAfter(stallTimeout);
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsOfNetwork(failure, cancellation))
        {
            return Broken(failure, canResume: false);
        }

        using (response)
        {
            return Judge(response, have) ?? await ReceiveAsync(response, stall, cancellation).ConfigureAwait(false);
        }
    }

    // What the answer's head decides alone; null if its body is to be taken.
    private TransferResult? Judge(HttpResponseMessage response, long have)
    {
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK when response.Content.Headers.ContentLength > limit:
                return new TransferResult($"it sends {response.Content.Headers.ContentLength} bytes, more than the {limit} that the file can have", false);

            case HttpStatusCode.OK:
                return null;

            case HttpStatusCode.PartialContent when have > 0 && range?.From == have:
                return null;

            case HttpStatusCode.RequestedRangeNotSatisfiable when have > 0 && range?.Length == have:
                return TransferResult.Complete;   // everything was here already

            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when have > 0:
                StartOver();   // the mirror's file is another one than that of which we have the beginning
                return new TransferResult("it has a file of another length", true);

            default:
                return new TransferResult($"it answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(), false);
        }
    }

    private async Task<TransferResult> ReceiveAsync(HttpResponseMessage response, CancellationTokenSource stall, CancellationToken cancellation)
    {
        // A mirror that ignores the range sends everything anew, with 200 instead of 206.
        FileMode mode = response.StatusCode == HttpStatusCode.PartialContent ? FileMode.Append : FileMode.Create;
        Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var file = new FileStream(part, mode, FileAccess.Write, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            long bytes = file.Position;
            long? total = bytes + response.Content.Headers.ContentLength;
            byte[] block = new byte[BlockBytes];
            report(bytes, total);
            while (true)
            {
                int got;
                stall.CancelAfter(stallTimeout);
                try
                {
                    got = await body.ReadAsync(block, stall.Token).ConfigureAwait(false);
                }
                catch (Exception failure) when (IsOfNetwork(failure, cancellation))
                {
                    return Broken(failure, canResume: true);
                }

                if (got == 0)
                {
                    file.Flush(flushToDisk: true);
                    return TransferResult.Complete;
                }

                bytes += got;
                if (bytes > limit)
                {
                    file.SetLength(0);
                    return new TransferResult($"it sends more than the {limit} bytes that the file can have", false);
                }

                await file.WriteAsync(block.AsMemory(0, got), cancellation).ConfigureAwait(false);
                report(bytes, total);
            }
        }
    }

    private static bool IsOfNetwork(Exception failure, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && failure is HttpRequestException or IOException or OperationCanceledException;

    private TransferResult Broken(Exception failure, bool canResume) => failure is OperationCanceledException
        ? new TransferResult($"it sends nothing for {stallTimeout.TotalSeconds} seconds", canResume)
        : new TransferResult(canResume ? "it breaks off" : $"it cannot be reached ({failure.Message.TrimEnd('.')})", canResume);
}
