using DigitLab.Data;
using DigitLab.Imaging;
using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>The Draw page in a real browser: everything by which a digit can come onto the board, and what is said of it.</summary>
[Collection(SharedWebLab.Name)]
public class DrawPageTests(LabServer server)
{
    private const int LeastRead = 29;
    private const int SoonMs = 30;

    private static readonly DigitDataset Digits = SyntheticDigits.Create(3, seed: 2);

    [BrowserFact]
    public async Task Ten_digits_drawn_by_three_hands_are_read()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        Console.WriteLine(await visitor.FirstPageAsync());
        var misread = new List<string>();
        var waited = new List<double>();
        for (int hand = 0; hand < DrawnDigit.HandCount; hand++)
        {
            for (int digit = 0; digit <= 9; digit++)
            {
                await visitor.DrawAsync(DrawnDigit.Of(digit, hand));
                string read = await visitor.AnswerAsync();
                waited.Add(await visitor.WaitedAsync());
                if (read != $"{digit}")
                {
                    misread.Add($"the {digit} of hand {hand} as \"{read}\"");
                    await visitor.KeepAsync($"misread-{digit}-{hand}");
                }

                await visitor.Page.ClickAsync("#clear");
            }
        }

        waited.Sort();
        Console.WriteLine($"Answers after the pen was lifted: median {waited[waited.Count / 2]} ms, {waited.Count(wait => wait <= SoonMs)} of {waited.Count} within {SoonMs} ms, slowest {waited[^1]} ms; misread: {string.Join(", ", misread)}");
        Assert.True(30 - misread.Count >= LeastRead, string.Join(", ", misread));
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_number_is_read_explained_and_taken_back()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        for (int place = 0; place < 3; place++)
        {
            await visitor.DrawAsync(DrawnDigit.Of(new[] { 2, 0, 6 }[place], hand: 0, centerX: 0.2 + (0.3 * place), height: 0.5));
        }

        Assert.Equal("206", await visitor.AnswerAsync());
        Assert.Equal(3, await visitor.Page.Locator("#signs button").CountAsync());
        await visitor.KeepAsync("draw");
        await visitor.Page.Locator("#signs button span").Nth(2).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#bars li.best span").First).ToHaveTextAsync("6");
        await visitor.Page.ClickAsync("#undo");
        Assert.Equal("20", await visitor.AnswerAsync());
        await visitor.Page.ClickAsync("#show-map");
        await Assertions.Expect(visitor.Page.Locator("#map")).ToBeVisibleAsync();
        await visitor.Page.ClickAsync("#show-layers");
        await Assertions.Expect(visitor.Page.Locator("#layers svg").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task Digits_at_both_ends_of_the_board_are_a_number()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        await visitor.DrawAsync(DrawnDigit.Of(4, hand: 1, centerX: 0.14, height: 0.6));
        Assert.Equal("4", await visitor.AnswerAsync());
        await visitor.DrawAsync(DrawnDigit.Of(7, hand: 1, centerX: 0.86, height: 0.6));
        Assert.Equal("47", await visitor.AnswerAsync());
    }

    [BrowserFact]
    public async Task A_picture_is_pasted_and_another_dropped()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        await visitor.Page.EvaluateAsync(
            "picture => navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([Uint8Array.from(atob(picture), sign => sign.charCodeAt(0))], { type: 'image/png' }) })])",
            Convert.ToBase64String(PngEncoder.Encode(Picture(0))));
        await visitor.Page.Keyboard.PressAsync("Control+V");
        Assert.Equal($"{Digits.Label(0)}", await visitor.AnswerAsync());

        IJSHandle dropped = await visitor.Page.EvaluateHandleAsync(
            """
            picture => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(picture), sign => sign.charCodeAt(0))], 'digit.png', { type: 'image/png' }));
              return data;
            }
            """,
            Convert.ToBase64String(PngEncoder.Encode(Picture(1))));
        await visitor.Page.DispatchEventAsync("#board", "dragover", new { dataTransfer = dropped });
        await Assertions.Expect(visitor.Page.Locator("#board")).ToHaveClassAsync("board dropping");
        await visitor.Page.DispatchEventAsync("#board", "drop", new { dataTransfer = dropped });
        await visitor.Page.WaitForFunctionAsync("text => document.getElementById('answer').dataset.text === text", $"{Digits.Label(1)}");
        await Assertions.Expect(visitor.Page.Locator("#board")).ToHaveClassAsync("board");
        Assert.NotEqual(Digits.Label(0), Digits.Label(1));
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_digit_before_the_camera_is_read()
    {
        using var folder = new WorkFolder();
        CameraFilm.Save(folder.Of("film.y4m"), ContactSheet.Of([Picture(2)], columns: 1, scale: 8, gapPixels: 0).Invert());
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address, film: folder.Of("film.y4m"));
        await visitor.Page.ClickAsync("#camera");
        await Assertions.Expect(visitor.Page.Locator("#camera")).ToHaveTextAsync("Close the camera");
        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('video').videoWidth > 0");
        await visitor.Page.ClickAsync("#shoot");

        Assert.Equal($"{Digits.Label(2)}", await visitor.AnswerAsync());
        await Assertions.Expect(visitor.Page.Locator("#video")).ToBeHiddenAsync();
        Assert.Null(await visitor.Page.EvaluateAsync<object?>("document.getElementById('video').srcObject?.active || null"));   // its light is out
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task Without_a_camera_the_page_says_so()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        await visitor.Page.ClickAsync("#camera");
        await Assertions.Expect(visitor.Page.Locator("#message")).ToHaveTextAsync("There is no camera here, or it may not be used.");
    }

    [BrowserTheory]
    [InlineData("touch")]
    [InlineData("pen")]
    public async Task A_digit_is_drawn_on_a_phone_with_finger_or_pen(string pointer)
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address, width: 390, height: 844);
        await visitor.DrawWithAsync(pointer, [.. Enumerable.Range(0, 20).Select(i => (0.5, 0.2 + (0.03 * i)))]);

        Assert.Equal("1", await visitor.AnswerAsync());
        Assert.Equal(0, await visitor.Page.EvaluateAsync<double>("scrollY"));   // the page stayed where it was
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_scribble_is_no_digit()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        await visitor.DrawAsync([[.. Enumerable.Range(0, 90).Select(i => (0.5 + (0.16 * Math.Sin(i * 2.1)), 0.5 + (0.3 * Math.Cos(i * 1.37))))]]);

        Assert.Equal("", await visitor.AnswerAsync());
        await Assertions.Expect(visitor.Page.Locator("#sentence")).ToContainTextAsync("not a digit");
    }

    [BrowserFact]
    public async Task An_uploaded_picture_is_read()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        byte[] picture = PngEncoder.Encode(Picture(0));
        await visitor.Page.SetInputFilesAsync("#file", new FilePayload { Name = "digit.png", MimeType = "image/png", Buffer = picture });
        Assert.Equal($"{Digits.Label(0)}", await visitor.AnswerAsync());

        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_corrected_drawing_is_kept_shown_exported_as_IDX_and_forgotten()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        await visitor.DrawAsync(DrawnDigit.Of(8, hand: 0));
        Assert.Equal("8", await visitor.AnswerAsync());
        await visitor.Page.ClickAsync("#correct button:nth-child(4)");
        await Assertions.Expect(visitor.Page.Locator("#kept")).ToContainTextAsync("Kept as a 3");
        Assert.StartsWith("3-", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(server.FolderPath, "drawings")))));

        await visitor.Page.ClickAsync("#kept a");
        await Assertions.Expect(visitor.Page.Locator("#kept img")).ToHaveCountAsync(1);
        string pictures = await DownloadAsync(visitor.Page, "Pictures (IDX)"), labels = await DownloadAsync(visitor.Page, "Labels (IDX)");
        Assert.Equal([3], IdxReader.ReadLabels(labels));
        Assert.InRange(IdxReader.ReadImages(pictures).Pixels.Count(level => level > 128), 40, 300);   // as much ink as a digit has
        await visitor.Page.ClickAsync("#kept button");
        await Assertions.Expect(visitor.Page.Locator("#drawings-about")).ToContainTextAsync("None yet");
        Assert.Empty(Directory.GetFiles(Path.Combine(server.FolderPath, "drawings")));
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_digit_is_drawn_with_the_keyboard_alone()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        for (int i = 0; i < 20 && await FocusedAsync(visitor) != "canvas"; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal("canvas", await FocusedAsync(visitor));
        await visitor.Page.Keyboard.PressAsync("Space");
        for (int i = 0; i < 9; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Shift+ArrowDown");
        }

        await visitor.Page.Keyboard.PressAsync("Space");
        Assert.Equal("1", await visitor.AnswerAsync());
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#sentence")).ToHaveTextAsync("Nothing is drawn yet.");
    }

    private static GrayImage Picture(int index) => new(Digits.Width, Digits.Height, Digits.Image(index));

    private static async Task<string> DownloadAsync(IPage page, string link)
    {
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByText(link).ClickAsync());
        return await download.PathAsync();
    }

    private static Task<string> FocusedAsync(LabVisitor visitor) => visitor.Page.EvaluateAsync<string>("document.activeElement.id");
}
