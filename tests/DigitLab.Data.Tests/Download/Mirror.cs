using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigitLab.Data.Tests.Download;

/// <summary>A small HTTP server on this machine that answers as a test tells it to.</summary>
public sealed class Mirror : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<MirrorRequest, MirrorAnswer> _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<MirrorRequest> _requests = new();

    public Mirror(Func<MirrorRequest, MirrorAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/some/folder");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    public MirrorRequest[] Requests => [.. _requests];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken end = _end.Token;
        while (!end.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(end), end);
            }
            catch (Exception ending) when (ending is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient connection, CancellationToken end)
    {
        using (connection)
        {
            try
            {
                NetworkStream stream = connection.GetStream();
                MirrorRequest request = await ReadAsync(stream, end);
                _requests.Enqueue(request);
                await AnswerAsync(stream, _answer(request), end);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client left first, or the test is over.
            }
        }
    }

    private static async Task<MirrorRequest> ReadAsync(NetworkStream stream, CancellationToken end)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        string path = (await reader.ReadLineAsync(end) ?? throw new IOException()).Split(' ')[1];
        long? start = null;
        while (await reader.ReadLineAsync(end) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                start = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'));
            }
        }

        Assert.StartsWith("/some/folder/", path, StringComparison.Ordinal);
        return new MirrorRequest(path["/some/folder/".Length..], start);
    }

    private static async Task AnswerAsync(NetworkStream stream, MirrorAnswer answer, CancellationToken end)
    {
        string length = answer.TellsLength ? $"Content-Length: {answer.Body.Length}\r\n" : "";
        string range = answer.Range is null ? "" : $"Content-Range: {answer.Range}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer.Status}\r\n{length}{range}Connection: close\r\n\r\n"), end);
        await stream.WriteAsync(answer.Body.AsMemory(0, answer.BreaksOffAfter ?? answer.Body.Length), end);
        if (answer.Stalls)
        {
            await Task.Delay(Timeout.Infinite, end);
        }
    }
}
