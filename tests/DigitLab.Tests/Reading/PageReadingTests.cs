using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Tests.Reading;

/// <summary>Whole pages, rendered with everything that makes pages hard, and what stands on them.</summary>
public sealed class PageReadingTests : IDisposable
{
    private static readonly PageLayout Layout = new() { Width = 1200, Height = 900, Rows = 6, DigitsPerRow = 6 };
    private readonly DigitRecognizer _recognizer = DigitRecognizer.Load();

    public void Dispose() => _recognizer.Dispose();

    [Theory]
    [InlineData(0, PaperKind.Plain)]
    [InlineData(10, PaperKind.Plain)]
    [InlineData(-10, PaperKind.Plain)]
    [InlineData(3, PaperKind.Ruled)]
    [InlineData(-4, PaperKind.Squared)]
    public void Nearly_all_digits_of_a_page_are_read_in_their_rows(double tilt, PaperKind paper)
    {
        var look = new PageLook { TiltDegrees = tilt, Paper = paper, LineSpacing = 45, Shading = 0.3, Shadow = 0.4, Noise = 5, Blur = 1, PerspectiveX = 0.08 };
        (int digits, int right, int rows) = Score(Layout, look, number: 1);

        Assert.True(right >= 0.94 * digits, $"{right} of {digits} digits");
        Assert.Equal(Layout.Rows, rows);
    }

    [Fact]
    public void Chalk_on_a_board_is_read_too()
    {
        (int digits, int right, int rows) = Score(Layout, new PageLook { IsInverted = true, Noise = 4, Shading = 0.2 }, number: 2);

        Assert.True(right >= 0.94 * digits, $"{right} of {digits} digits");
        Assert.Equal(Layout.Rows, rows);
    }

    [Fact]
    public void Some_touching_digits_are_cut_where_they_touch()
    {
        (int digits, int right, _) = Score(Layout, new PageLook { PenWidth = 0.08 }, number: 3, touching: 0.3);

        Assert.True(right >= 0.8 * digits, $"{right} of {digits} digits");
    }

    [Fact]
    public void A_page_gives_the_same_rows_every_time_and_from_every_door()
    {
        RenderedPage page = PageRenderer.Render(Layout, new PageLook { Noise = 3, TiltDegrees = 4 }, Key(4));
        string[] rows = [.. _recognizer.Read(page.Picture).Select(row => row.Text)];
        byte[] file = PngEncoder.Encode(page.Picture);

        Assert.Equal(rows, _recognizer.Read(file).Select(row => row.Text));
        Assert.Equal(rows, _recognizer.Read(new MemoryStream(file)).Select(row => row.Text));
        Assert.Equal(rows, _recognizer.Read(page.Picture).Select(row => $"{row}"));
    }

    [Fact]
    public void Boxes_are_in_the_pixels_of_the_picture_however_large_it_is()
    {
        var layout = Layout with { Width = 3600, Height = 2700, Rows = 2, DigitsPerRow = 3 };
        RenderedPage page = PageRenderer.Render(layout, new PageLook { PaperColor = Rgba.White, InkColor = Rgba.Black }, Key(5));
        ReadDigit[] read = [.. _recognizer.Read(page.Picture).SelectMany(row => row.Digits)];

        Assert.Equal(6, read.Length);
        foreach ((ReadDigit digit, PageSign sign) in read.Zip(page.Signs))
        {
            Assert.InRange(digit.Box.X - sign.Box.X, -8, 8);
            Assert.InRange(digit.Box.Y - sign.Box.Y, -8, 8);
            Assert.InRange(digit.Box.Width - sign.Box.Width, -12, 12);
        }
    }

    [Fact]
    public void Bare_paper_has_no_rows()
    {
        var white = new ColorImage(300, 200);
        white.Pixels.Fill(255);

        Assert.Empty(_recognizer.Read(white));
        Assert.Empty(_recognizer.Read(new GrayImage(20, 20)));
        Assert.Empty(_recognizer.Read(new GrayImage(1, 1)));
    }

    [Fact]
    public void A_dot_and_a_dash_are_no_digits()
    {
        var page = new GrayImage(400, 200);
        page.Pixels.Fill(240);
        for (int y = 90; y < 104; y++)
        {
            page.Row(y).Slice(60, 14).Fill(20);    // a dot
            page.Row(y).Slice(200, 90).Fill(20);   // a dash
        }

        Assert.Empty(_recognizer.Read(page));
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        RenderedPage page = PageRenderer.Render(Layout, new PageLook(), Key(6));

        Assert.ThrowsAny<OperationCanceledException>(() => _recognizer.Read(page.Picture, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => _recognizer.RecognizeAll([page.Picture], cancelled.Token));
    }

    [Fact]
    public void A_page_of_any_size_and_colour_is_read_or_empty_but_never_an_exception()
    {
        RandomSource random = new RandomKey(9, RandomPurpose.Test).Open();
        foreach ((int width, int height) in new[] { (1, 100), (100, 1), (3, 3), (64, 64), (65, 300), (2500, 3), (2100, 70) })
        {
            var picture = new ColorImage(width, height);
            foreach (ref byte value in picture.Pixels)
            {
                value = (byte)random.NextInt32(256);
            }

            Assert.NotNull(_recognizer.Read(picture));
        }
    }

    [Fact]
    public void An_annotated_page_shows_boxes_around_the_digits_and_leaves_the_picture_alone()
    {
        RenderedPage page = PageRenderer.Render(Layout, new PageLook(), Key(7));
        byte[] before = page.Picture.Pixels.ToArray();
        IReadOnlyList<DigitRow> rows = _recognizer.Read(page.Picture);
        ColorImage annotated = AnnotatedPage.Draw(page.Picture, rows);

        Assert.Equal(before, page.Picture.Pixels.ToArray());
        PixelBox box = rows[0].Digits[0].Box;
        Assert.Equal(new Rgba(214, 39, 40), annotated[box.X + (box.Width / 2), box.Bottom]);
        Assert.Equal(page.Picture[5, 5], annotated[5, 5]);
    }

    private (int Digits, int Right, int Rows) Score(PageLayout layout, PageLook look, long number, double touching = 0)
    {
        RenderedPage page = PageRenderer.Render(layout with { TouchingShare = touching }, look, Key(number));
        IReadOnlyList<DigitRow> rows = _recognizer.Read(page.Picture);
        ReadDigit[] read = [.. rows.SelectMany(row => row.Digits)];
        int right = page.Signs.Count(sign => read.Count(digit => Holds(digit.Box, sign.Box) && digit.Digit == sign.Label) == 1);
        return (page.Signs.Count, right, rows.Count);
    }

    private static bool Holds(PixelBox box, PixelBox sign)
    {
        (int x, int y) = (sign.X + (sign.Width / 2), sign.Y + (sign.Height / 2));
        return x >= box.X && x < box.Right && y >= box.Y && y < box.Bottom;
    }

    private static RandomKey Key(long number) => new(21, RandomPurpose.Page, Sample: number);
}
