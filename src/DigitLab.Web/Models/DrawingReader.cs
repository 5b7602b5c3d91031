using System.Diagnostics;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Neural;

namespace DigitLab.Web;

/// <summary>Reads a picture as a person would who was not told what is on it: one digit, a number, or neither.</summary>
internal static class DrawingReader
{
    private const int MostMaps = 8;   // one network pass and back each

    /// <summary>Reads a picture.</summary>
    /// <param name="model">With what.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="withMap">Whether to tell what speaks for each digit.</param>
    /// <param name="cancellation">Ends the reading.</param>
    internal static ReadingAnswer Read(LoadedModel model, ColorImage picture, bool withMap, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        (IReadOnlyList<DigitRow> rows, Prediction? one) = model.Recognizer.ReadOneOrMore(picture, cancellation);
        Prediction[] signs = one is null ? [.. rows.SelectMany(row => row.Digits).Select(each => each.Prediction)] : [one];
        string text = one is { IsDigit: true } ? $"{one.Digit}" : string.Join('\n', rows.Select(row => row.Text));
        SignAnswer[] answers = [.. signs.Select((sign, i) => Answer(model, picture, sign, withMap && i < MostMaps))];
        return new ReadingAnswer(text, signs.Length == 0, answers, model.Id, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static SignAnswer Answer(LoadedModel model, ColorImage picture, Prediction sign, bool withMap)
    {
        PixelMap? map = withMap ? MapOf(model.Network, sign) : null;
        PixelBox box = sign.Normalized.SourceBox;
        return new SignAnswer(
            sign.Digit,
            sign.Confidence,
            sign.IsDigit,
            sign.DigitProbability,
            sign.Probabilities,
            PictureData.Of(sign.Normalized.Image),
            Share(picture, box.X, box.Y, box.Width, box.Height),
            map is null ? null : PictureData.Of(map),
            map is null ? null : FieldOf(picture, sign.Normalized));
    }

    private static PixelMap? MapOf(Network network, Prediction sign)
    {
        NetworkTrace trace = ShownDigit.Of(network, sign.Normalized.Image).Trace;
        return (ClassActivationMap.Suits(network) ? ClassActivationMap.Of(trace, network, sign.Digit)
            : GradCam.UsualLayer(trace) is Layer layer ? GradCam.Of(trace, layer, sign.Digit)
            : null)?.Resize(NormalizedDigit.Side, NormalizedDigit.Side);
    }

    // Where the 28×28 field lies in the picture: its ink's box is the picture's, and the longer side of both is the same.
    private static PictureBox FieldOf(ColorImage picture, NormalizedDigit digit)
    {
        PixelBox source = digit.SourceBox, ink = InkOf(digit.Image);
        double scale = (double)Math.Max(source.Width, source.Height) / Math.Max(ink.Width, ink.Height);
        double left = source.X + (source.Width / 2.0) - (scale * (ink.X + (ink.Width / 2.0)));
        double top = source.Y + (source.Height / 2.0) - (scale * (ink.Y + (ink.Height / 2.0)));
        return Share(picture, left, top, scale * NormalizedDigit.Side, scale * NormalizedDigit.Side);
    }

    private static PixelBox InkOf(GrayImage image)
    {
        int left = image.Width, top = image.Height, right = 0, bottom = 0;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            if (image.Pixels[i] > byte.MaxValue / 4)
            {
                (int y, int x) = Math.DivRem(i, image.Width);
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        }

        return right == 0 ? new PixelBox(0, 0, image.Width, image.Height) : new PixelBox(left, top, right - left, bottom - top);
    }

    private static PictureBox Share(ColorImage picture, double x, double y, double width, double height) =>
        new(x / picture.Width, y / picture.Height, width / picture.Width, height / picture.Height);
}
