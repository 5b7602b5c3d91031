using System.Net.Http.Headers;
using System.Text.Json;
using DigitLab.Data;
using DigitLab.EndToEnd.Tests;
using DigitLab.Imaging;
using Microsoft.AspNetCore.Builder;

namespace DigitLab.Web.Tests;

/// <summary>A real server on a free port, over a folder with a few synthetic digits, and a client of it.</summary>
public sealed class RunningLab : IAsyncDisposable, IAsyncLifetime
{
    public const int TrainingDigits = 300;
    public const int TestDigits = 200;

    private readonly WorkFolder _folder = new();
    private WebApplication? _lab;

    /// <summary>Without anything of its own, for a test class that shares it.</summary>
    public RunningLab()
        : this(settings => settings)
    {
    }

    internal RunningLab(Func<WebLabSettings, WebLabSettings> change) => Settings = change(new WebLabSettings
    {
        Port = 0,
        DataFolder = _folder.Of("data"),
        RunsFolder = _folder.Of("runs"),
        KeptFolder = _folder.Of("drawings"),
    });

    internal WebLabSettings Settings { get; }

    internal string FolderPath => _folder.Path;

    internal WebApplication Application => _lab!;

    internal HttpClient Client { get; private set; } = new();

    internal static async Task<RunningLab> StartAsync(Func<WebLabSettings, WebLabSettings>? change = null)
    {
        var lab = new RunningLab(change ?? (settings => settings));
        await lab.InitializeAsync();
        return lab;
    }

    public async Task InitializeAsync()
    {
        SmallMnist.WriteTo(_folder.Of("data"), TrainingDigits, TestDigits);
        _lab = WebLab.Create(Settings);
        await _lab.StartAsync();
        Client.BaseAddress = new Uri($"http://127.0.0.1:{new Uri(_lab.Urls.First()).Port}");
    }

    internal async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    internal async Task<JsonElement> PostAsync(string path, HttpContent content)
    {
        using HttpResponseMessage response = await Client.PostAsync(path, content);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    internal static ByteArrayContent Png(GrayImage picture) => Body(PngEncoder.Encode(picture), "image/png");

    internal static ByteArrayContent Body(byte[] bytes, string type) => new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    /// <summary>Digits written side by side, dark on light, as a person would hand them in.</summary>
    internal static GrayImage Written(params ReadOnlySpan<int> indices)
    {
        var pictures = new List<GrayImage>();
        foreach (int index in indices)
        {
            pictures.Add(Digit(index));
        }

        return ContactSheet.Of(pictures, pictures.Count, scale: 4, gapPixels: 30).Invert();
    }

    /// <summary>Two digits with room for three more between them.</summary>
    internal static GrayImage WrittenApart(int first, int second)
    {
        GrayImage left = Digit(first), right = Digit(second), bare = new(left.Width, left.Height);
        return ContactSheet.Of([left, bare, bare, bare, right], columns: 5, scale: 4, gapPixels: 0).Invert();
    }

    private static GrayImage Digit(int index)
    {
        DigitDataset digits = SyntheticDigits.Create(TestDigits, seed: 2);
        return new GrayImage(digits.Width, digits.Height, digits.Image(index));
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_lab is not null)
        {
            await _lab.StopAsync();
            await _lab.DisposeAsync();
        }

        _folder.Dispose();
    }
}
