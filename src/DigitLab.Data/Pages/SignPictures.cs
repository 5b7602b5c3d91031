using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Pictures of single signs as phones, scanners and drawing programs give them: digits, and what is none.</summary>
/// <remarks>Picture n of a seed is a function of the seed, n and the written digits alone and has the same bits on every machine.</remarks>
public static class SignPictures
{
    private const int OtherStream = 1;   // of the pictures without a digit
    private const double ShortestScribble = 3;   // heights of a sign

    /// <summary>A picture of one digit.</summary>
    /// <param name="seed">Which endless series.</param>
    /// <param name="number">Its place in the series.</param>
    /// <param name="written">Digits of people, of 28×28 pixels, for half of the pictures; null to write all by the synthetic hand.</param>
    /// <exception cref="ArgumentException">The written digits have another size.</exception>
    public static SignPicture Digit(ulong seed, long number, DigitDataset? written = null)
    {
        PageRenderer.RequireSize(written);
        RandomSource random = new RandomKey(seed, RandomPurpose.Page, Sample: number).Open();
        (PageCanvas page, double height) = Start(ref random);
        PageRenderer.WriteDigit(page, written, 0, height * 0.45, height * 0.4, height, ref random);
        RenderedPage picture = page.Photograph(ref random);
        PixelBox part = Around(picture, height, ref random), box = picture.Signs[0].Box;
        return new SignPicture(picture.Picture.Crop(part), picture.Signs[0].Label, box with { X = box.X - part.X, Y = box.Y - part.Y });
    }

    /// <summary>A picture of something that is no digit: a letter, a mark, a scribble, a dot, a dash, a part of a digit, two digits that touch, bare paper.</summary>
    /// <param name="seed">Which endless series.</param>
    /// <param name="number">Its place in the series.</param>
    /// <param name="written">Digits of people, for the pictures of parts and pairs; null to write all by the synthetic hand.</param>
    /// <exception cref="ArgumentException">The written digits have another size.</exception>
    public static ColorImage Other(ulong seed, long number, DigitDataset? written = null)
    {
        RandomSource random = OpenOther(seed, number);
        OtherSign kind = random.NextDouble() switch
        {
            < 0.4 => OtherSign.Letter,
            < 0.65 => OtherSign.Scribble,
            < 0.7 => OtherSign.Dash,
            < 0.8 => OtherSign.Pair,
            < 0.9 => OtherSign.Part,
            _ => OtherSign.Paper,
        };
        return Other(kind, written, ref random);
    }

    /// <summary>A picture of one kind of sign that is no digit.</summary>
    /// <param name="kind">What it shows.</param>
    /// <inheritdoc cref="Other(ulong, long, DigitDataset?)"/>
    /// <param name="seed">Which endless series.</param>
    /// <param name="number">Its place in the series.</param>
    /// <param name="written">Digits of people, for the pictures of parts and pairs; null to write all by the synthetic hand.</param>
    public static ColorImage Other(OtherSign kind, ulong seed, long number, DigitDataset? written = null)
    {
        RandomSource random = OpenOther(seed, number);
        return Other(kind, written, ref random);
    }

    private static RandomSource OpenOther(ulong seed, long number) => new RandomKey(seed, RandomPurpose.Page, OtherStream, number).Open();

    private static ColorImage Other(OtherSign kind, DigitDataset? written, ref RandomSource random)
    {
        PageRenderer.RequireSize(written);
        (PageCanvas page, double height) = Start(ref random);
        double x = height * 0.45, y = height * 0.4;
        switch (kind)
        {
            case OtherSign.Letter:
                page.Write(OtherForms.At(random.NextInt32(OtherForms.Count)), -1, 0, x, y, height, ref random);
                break;
            case OtherSign.Scribble:
                Scribble(page, x, y, height, ref random);
                break;
            case OtherSign.Dash:
                Dash(page, x, y, height, ref random);
                break;
            case OtherSign.Pair:
                double end = x + PageRenderer.WriteDigit(page, written, 0, x, y, height, ref random);
                PageRenderer.WriteDigit(page, written, 0, end - (0.1 * height), y + (0.1 * height * random.NextNormal()), height, ref random);
                break;
            case OtherSign.Part:
                PageRenderer.WriteDigit(page, written, 0, x, y, height, ref random);
                break;
            default:
                break;
        }

        RenderedPage picture = page.Photograph(ref random);
        return picture.Picture.Crop(kind is OtherSign.Part ? PartOf(picture.Signs[0].Box, ref random) : Around(picture, height, ref random));
    }

    private static (PageCanvas Page, double Height) Start(ref RandomSource random)
    {
        double height = random.NextDouble() < 0.25 ? random.NextBetween(10, 28) : random.NextBetween(28, 110);
        int side = (int)(2.6 * height);
        return (new PageCanvas(side, (int)(1.9 * height), PageLook.Draw(ref random, height)), height);
    }

    // The sign with some paper around it: much or little, not the same on all sides.
    private static PixelBox Around(RenderedPage page, double height, ref RandomSource random)
    {
        PixelBox ink = page.Signs.Count > 0
            ? page.Signs.Select(sign => sign.Box).Aggregate(PixelBox.Union)
            : new PixelBox(0, 0, page.Picture.Width, page.Picture.Height);
        int left = Free(ref random), top = Free(ref random), right = Free(ref random), bottom = Free(ref random);
        left = Math.Max(0, ink.X - left);
        top = Math.Max(0, ink.Y - top);
        right = Math.Min(page.Picture.Width, ink.Right + right);
        bottom = Math.Min(page.Picture.Height, ink.Bottom + bottom);
        return new PixelBox(left, top, right - left, bottom - top);

        int Free(ref RandomSource random) => 3 + (int)(height * random.NextBetween(0.03, 0.5));
    }

    // The upper, lower, left or right part of a digit, cut through its ink.
    private static PixelBox PartOf(PixelBox box, ref RandomSource random)
    {
        double share = random.NextBetween(0.4, 0.65);
        int width = Math.Max(1, (int)(share * box.Width)), height = Math.Max(1, (int)(share * box.Height));
        return random.NextInt32(4) switch
        {
            0 => box with { Width = width },
            1 => box with { X = box.Right - width, Width = width },
            2 => box with { Height = height },
            _ => box with { Y = box.Bottom - height, Height = height },
        };
    }

    // A line that wanders, turns sharply or goes to and fro, and is long: a short one often is a 1, a 7 or a 2.
    private static void Scribble(PageCanvas page, double left, double top, double height, ref RandomSource random)
    {
        double radius = height * random.NextBetween(0.02, 0.07), turn = random.NextBetween(0.1, 2.5), stride = height * random.NextBetween(0.05, 0.4);
        double x = left + (height * random.NextDouble()), y = top + (height * random.NextDouble()), angle = random.NextBetween(0, 2 * Math.PI), length = 0;
        for (int steps = 12 + random.NextInt32(40); steps > 0 || length < ShortestScribble * height; steps--)
        {
            angle += turn * random.NextNormal();
            (double sin, double cos) = PortableMath.SinCos(angle);
            double toX = Math.Clamp(x + (stride * cos), left, left + (1.3 * height)), toY = Math.Clamp(y + (stride * sin), top, top + height);
            page.Scratch(x, y, toX, toY, radius);
            length += Math.Sqrt(((toX - x) * (toX - x)) + ((toY - y) * (toY - y)));
            (x, y) = (toX, toY);
        }
    }

    // A dot, or a dash that does not stand upright.
    private static void Dash(PageCanvas page, double left, double top, double height, ref RandomSource random)
    {
        double radius = height * random.NextBetween(0.03, 0.12), length = random.NextDouble() < 0.5 ? 0.2 * radius : height * random.NextBetween(0.4, 1);
        (double sin, double cos) = PortableMath.SinCos(random.NextBetween(-0.6, 0.6));
        double x = left + (0.2 * height), y = top + (0.5 * height);
        page.Scratch(x, y, x + (length * cos), y + (length * sin), radius);
    }
}
