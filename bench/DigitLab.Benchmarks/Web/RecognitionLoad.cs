using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Benchmarks;

/// <summary>How many drawings a second are read through the web lab by many visitors at once, with and without a limit for each, and by the library alone.</summary>
internal static class RecognitionLoad
{
    private const int Drawings = 50;
    private const int WarmSeconds = 3;

    internal static void Run(int connections, double seconds)
    {
        byte[][] pictures = Pictures();
        (double alone, double aloneAll) = (Library(pictures, 1, seconds / 4), Library(pictures, Environment.ProcessorCount, seconds / 4));
        Console.WriteLine($"\n### Drawings read a second, PNG of 300×200 in, {seconds:F0} s\n");
        Console.WriteLine("| who | drawings/s | p50, ms | p99, ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        Console.WriteLine($"| the library, 1 thread | {alone:N0} | {1000 / alone:F2} | |");
        Console.WriteLine($"| the library, {Environment.ProcessorCount} threads | {aloneAll:N0} | | |");
        string[] remarks = [Ask(pictures, connections, seconds, isLimited: false), Ask(pictures, connections, seconds, isLimited: true)];
        Console.WriteLine($"\nThe visitors are on the same machine.\n\n{string.Join('\n', remarks)}");
    }

    // One row of the table; what it answered, and its memory, as a remark.
    private static string Ask(byte[][] pictures, int connections, double seconds, bool isLimited)
    {
        using var lab = new ServedLab(isLimited);
        Serve(lab.Port, pictures, connections, WarmSeconds);
        double before = lab.MemoryMiB;
        (double[] milliseconds, Dictionary<HttpStatusCode, int> answers, double elapsed) = Serve(lab.Port, pictures, connections, seconds);
        Array.Sort(milliseconds);
        string who = $"the web lab, {connections} connections{(isLimited ? ", limited as --public does" : "")}";
        Console.WriteLine($"| {who} | {milliseconds.Length / elapsed:N0} | {milliseconds[milliseconds.Length / 2]:F2} | {milliseconds[milliseconds.Length * 99 / 100]:F2} |");
        return $"- {who}: answers {string.Join(", ", answers.OrderBy(each => each.Key).Select(each => $"{(int)each.Key} {each.Value:N0} times"))}; the server's memory {before:F0} MiB warm, {lab.MemoryMiB:F0} MiB at the end.";
    }

    // The same work as behind the address: decode, normalize, read.
    private static double Library(byte[][] pictures, int threads, double seconds)
    {
        using var recognizer = DigitRecognizer.Load();
        Count(WarmSeconds);
        return Count(seconds) / seconds;

        int Count(double duration)
        {
            long end = Stopwatch.GetTimestamp() + (long)(duration * Stopwatch.Frequency);
            int read = 0;
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
            {
                for (int i = thread; Stopwatch.GetTimestamp() < end; i++)
                {
                    recognizer.Recognize(DigitNormalizer.Normalize(PictureFile.Decode(pictures[i % pictures.Length])));
                    Interlocked.Increment(ref read);
                }
            });
            return read;
        }
    }

    private static (double[] Milliseconds, Dictionary<HttpStatusCode, int> Answers, double Seconds) Serve(int port, byte[][] pictures, int connections, double seconds)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var times = new ConcurrentBag<double>();
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        var clock = Stopwatch.StartNew();
        Task.WaitAll([.. Enumerable.Range(0, connections).Select(async connection =>
        {
            for (int i = connection; clock.Elapsed.TotalSeconds < seconds; i++)
            {
                using var body = new ByteArrayContent(pictures[i % pictures.Length]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
                long start = Stopwatch.GetTimestamp();
                using HttpResponseMessage answer = await client.PostAsync("/api/recognize", body);
                await answer.Content.ReadAsByteArrayAsync();
                answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
                if (answer.IsSuccessStatusCode)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        })]);
        return ([.. times], new Dictionary<HttpStatusCode, int>(answers), clock.Elapsed.TotalSeconds);
    }

    // A digit in the middle of a drawing board, as the page sends it.
    private static byte[][] Pictures()
    {
        DigitDataset digits = SyntheticDigits.Create(Drawings, seed: 1);
        return [.. Enumerable.Range(0, Drawings).Select(i =>
        {
            var board = new GrayImage(300, 200);
            board.Pixels.Fill(byte.MaxValue);
            ReadOnlySpan<byte> digit = digits.Image(i);
            for (int p = 0; p < digit.Length * 25; p++)
            {
                (int y, int x) = Math.DivRem(p, 28 * 5);
                board[80 + x, 30 + y] = (byte)(byte.MaxValue - digit[(y / 5 * 28) + (x / 5)]);
            }

            return PngEncoder.Encode(board);
        })];
    }
}
