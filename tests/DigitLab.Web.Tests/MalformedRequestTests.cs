using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using DigitLab.Data.Tests;
using DigitLab.Imaging;
using Xunit.Abstractions;

namespace DigitLab.Web.Tests;

[Collection(AloneTests.Name)]
public class MalformedRequestTests(RunningLab lab, ITestOutputHelper output) : IClassFixture<RunningLab>
{
    private const int OfRound = 2_500;   // the first warms what is compiled, pooled and cached once
    private const int AtOnce = 8;
    private const long MostGrowthOfRound = OfRound * 1024L;
    private const long MostGrowth = 96L << 20;

    // DIGITLAB_FUZZ=1000000 sends a million.
    private static readonly int Requests = Environment.GetEnvironmentVariable("DIGITLAB_FUZZ") is { Length: > 0 } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : 10_000;

    private static readonly string[] Tricks = ["..%2f..%2fetc%2fpasswd", "%2e%2e", "..%5c..", "C:%5cwindows", "%00", "a%2fb", "%f0%9f%98%80", "con", ".hidden", "~root", "x%0d%0aSet-Cookie:%20a=b"];

    // Whatever is wrong with a request, it is the request's fault, and is told so.
    [Fact]
    public async Task Ten_thousand_malformed_requests_get_4xx_and_cost_no_memory()
    {
        byte[] picture = PngEncoder.Encode(RunningLab.Written(0));
        await SendAsync(0, OfRound, picture);

        // A leak grows in every round; pools grow in one, whenever more requests than before are at the same place at once.
        List<long> growths = [];
        long before = await SettledMemoryAsync();
        for (int sent = 0; sent < Requests; sent += OfRound)
        {
            await SendAsync(OfRound + sent, OfRound + Math.Min(sent + OfRound, Requests), picture);
            long after = await SettledMemoryAsync();
            growths.Add(after - before);
            before = after;
        }

        output.WriteLine($"memory grew by {string.Join(", ", growths.Select(growth => $"{growth >> 10}"))} KiB");
        long median = growths.Order().ElementAt(growths.Count / 2);
        Assert.True(median <= MostGrowthOfRound, $"memory grew by {median >> 10} KiB in the median of {growths.Count} rounds");
        Assert.True(growths.Sum() <= MostGrowth, $"memory grew by {growths.Sum() >> 20} MiB");
        using HttpResponseMessage alive = await lab.Client.PostAsync("/api/recognize", RunningLab.Body(picture, "image/png"));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    // The least of some collections: pools give back what they hold only after a while.
    private static async Task<long> SettledMemoryAsync()
    {
        long least = long.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
            await Task.Delay(100);
        }

        return least;
    }

    private Task SendAsync(int from, int to, byte[] picture) => Parallel.ForEachAsync(
        Enumerable.Range(from, to - from),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, cancellation) =>
        {
            using HttpRequestMessage request = Malformed(number, picture);
            string what = $"{number}: {request.Method} {request.RequestUri} {request.Content?.Headers.ContentType}";
            try
            {
                using HttpResponseMessage response = await lab.Client.SendAsync(request, cancellation);
                Assert.True((int)response.StatusCode is >= 400 and < 500, $"{what}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
            }
            catch (HttpRequestException exception) when (number % Kinds == TooLarge)
            {
                Assert.True(exception.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown, $"{what}: {exception.Message}");   // refused while it was still being sent
            }
        });

    private const int Kinds = 20;
    private const int TooLarge = 9;

    private static HttpRequestMessage Malformed(int number, byte[] picture)
    {
        var random = new Random(number);
        string trick = Tricks[random.Next(Tricks.Length)];
        return (number % Kinds) switch
        {
            0 => Post("/api/recognize", Noise(random, random.Next(0, 4000)), "image/png"),
            1 => Post("/api/recognize", picture[..random.Next(8, picture.Length - 20)], "image/png"),
            2 => Post("/api/recognize", Damaged(random, picture), "image/png"),
            3 => Post("/api/recognize", Encoding.ASCII.GetBytes($"P5 {random.Next(10_001, int.MaxValue)} {random.Next(1, 9)} 255\n"), "application/octet-stream"),
            4 => Post("/api/recognize", Bomb(random), "image/png"),
            5 => Post("/api/recognize", picture, "text/plain"),
            6 => Post("/api/recognize", Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"), $"multipart/form-data; boundary={(random.Next(2) == 0 ? "x" : "")}"),
            7 => Post($"/api/recognize?model={trick}", picture, "image/png"),
            8 => Post($"/api/recognize?map={random.Next(2, 99)}x", picture, "image/png"),
            TooLarge => random.Next(20) == 0 ? Post("/api/recognize", new byte[WebLab.MostBodyBytes + 1], "image/png") : Post("/api/recognize", [], "image/png"),
            10 => Post("/api/augment", Noise(random, 200), "application/json"),
            11 => Post("/api/augment", Encoding.UTF8.GetBytes($$"""{"index": {{random.Next(-5, 0)}}, "rotationDegrees": 1e{{random.Next(2, 400)}}, "zoomX": "wide"}"""), "application/json"),
            12 => Post("/api/augment/draws", Encoding.UTF8.GetBytes($$"""{"index": 0, "recipe": "{{new string('x', random.Next(1, 3000))}}=1"}"""), "application/json"),
            13 => Post("/api/runs", Encoding.UTF8.GetBytes($$"""{"model": "../{{trick}}", "epochs": {{random.Next(-9, 9)}}, "seed": 1}"""), "application/json"),
            14 => Get($"/api/digits?set={trick}&from={random.Next(-9, 0)}"),
            15 => Get($"/api/digits/Test/{random.Next(RunningLab.TestDigits, int.MaxValue)}"),
            16 => Get($"/api/runs/{trick}"),
            17 => Get($"/api/experiments/{trick}"),
            18 => Get($"/api/trace?index=0&layer={trick}&row=0&column=0&filter={random.Next(-9, 0)}"),
            _ => new HttpRequestMessage(HttpMethod.Delete, $"/api/drawings/{trick}"),
        };
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    private static byte[] Noise(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    // Behind the signature every chunk has a checksum, so that no change goes unseen.
    private static byte[] Damaged(Random random, byte[] picture)
    {
        byte[] bytes = [.. picture];
        bytes[random.Next(8, bytes.Length - 12)] ^= (byte)random.Next(1, 256);
        return bytes;
    }

    // A few hundred bytes that unfold to gigabytes: refused by the size in the header, or for more pixels than the header said.
    private static byte[] Bomb(Random random)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        int side = random.Next(2) == 0 ? 60_000 : 4_800;
        Chunk("IHDR", [(byte)(side >> 24), (byte)(side >> 16), (byte)(side >> 8), (byte)side, (byte)(side >> 24), (byte)(side >> 16), (byte)(side >> 8), (byte)side, 8, 6, 0, 0, 0]);
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[1 << 20]);
        }

        Chunk("IDAT", pixels.ToArray());
        Chunk("IEND", []);
        return file.ToArray();

        void Chunk(string name, byte[] content)
        {
            byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];
            file.Write([(byte)(content.Length >> 24), (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length]);
            file.Write(named);
            uint sum = Checksum(named);
            file.Write([(byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum]);
        }
    }

    // PNG's checksum (ISO 3309), bit by bit.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte each in bytes)
        {
            sum ^= each;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return ~sum;
    }
}
