using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Cli.Rendering;

/// <summary>Rendered pictures as the recognizer's networks see them: through its own normalization.</summary>
internal static class RenderedSigns
{
    private const double LeastOverlap = 0.5;   // of the box that was found with the box that was drawn, to count as found

    private const double NarrowestOther = 0.4;

    /// <summary>Digits; those that normalization misses are left out, so that no shadow is learned as a digit.</summary>
    /// <param name="count">Pictures to render.</param>
    /// <param name="seed">Which endless series.</param>
    /// <param name="first">The first picture's place in it.</param>
    /// <param name="written">Digits of people to paste.</param>
    /// <param name="threads">Threads to render with.</param>
    internal static DigitDataset Digits(int count, ulong seed, long first, DigitDataset written, int threads)
    {
        var found = new (byte[] Pixels, int Label)?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            SignPicture sign = SignPictures.Digit(seed, first + i, written);
            if (DigitNormalizer.TryNormalize(sign.Picture, out NormalizedDigit? digit) && Overlap(digit.SourceBox, sign.Box) >= LeastOverlap)
            {
                found[i] = (digit.Image.Pixels.ToArray(), sign.Label);
            }
        });
        return ToDataset("rendered-digits", found);
    }

    /// <summary>What is no digit, labelled 0; what became as narrow as a stroke is left out, since a stroke is a 1 wherever it comes from.</summary>
    /// <inheritdoc cref="Digits"/>
    internal static DigitDataset Others(int count, ulong seed, long first, DigitDataset written, int threads)
    {
        var found = new (byte[] Pixels, int Label)?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            if (DigitNormalizer.TryNormalize(SignPictures.Other(seed, first + i, written), out NormalizedDigit? sign)
                && sign.SourceBox.Width > NarrowestOther * sign.SourceBox.Height)
            {
                found[i] = (sign.Image.Pixels.ToArray(), 0);
            }
        });
        return ToDataset("rendered-others", found);
    }

    /// <summary>The same pictures with one label for all.</summary>
    internal static DigitDataset Labelled(DigitDataset digits, byte label)
    {
        var all = new (byte[], int)?[digits.Count];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = (digits.Image(i).ToArray(), label);
        }

        return ToDataset(digits.Name, all);
    }

    private static DigitDataset ToDataset(string name, IReadOnlyList<(byte[] Pixels, int Label)?> found)
    {
        (byte[] Pixels, int Label)[] kept = [.. found.OfType<(byte[] Pixels, int Label)>()];
        const int Side = NormalizedDigit.Side;
        byte[] pixels = new byte[kept.Length * Side * Side];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i].Pixels.CopyTo(pixels, i * Side * Side);
        }

        return new DigitDataset(name, Side, Side, pixels, [.. kept.Select(each => (byte)each.Label)]);
    }

    private static double Overlap(PixelBox a, PixelBox b)
    {
        double width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X), height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        double both = Math.Max(0, width) * Math.Max(0, height);
        return both / (((double)a.Width * a.Height) + ((double)b.Width * b.Height) - both);
    }
}
