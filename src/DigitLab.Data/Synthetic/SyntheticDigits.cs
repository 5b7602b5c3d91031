using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Digits that look written by hand but are made by a program: an endless supply that any number may be asked for.</summary>
/// <remarks>
/// A digit is one of several forms (strokes through points), moved by a random hand (tremor, smooth bending, slant, stretch, turn),
/// drawn with a round pen of random width, and placed as MNIST was made: the ink's box scaled to 20×20 pixels with its aspect kept, its
/// centre of mass on pixel 14 of 28 each way. Digit n of a seed is a function of the seed and n alone and has the same bits on every machine.
/// </remarks>
public static class SyntheticDigits
{
    /// <summary>Side of a picture in pixels.</summary>
    public const int Size = InkCanvas.Size;

    private const double BoxSize = 20;       // of the ink, LeCun et al. 1998, §III.A

    /// <summary>Draws one digit.</summary>
    /// <param name="seed">Which endless series.</param>
    /// <param name="number">Its place in the series, from 0.</param>
    /// <param name="pixels">28·28 bytes, overwritten: 0 background, 255 ink.</param>
    /// <returns>The digit that it shows.</returns>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static byte Draw(ulong seed, long number, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        if (pixels.Length != Size * Size)
        {
            throw new ArgumentException($"Synthetic digit: expected room for {Size}×{Size} pixels, got {pixels.Length}.", nameof(pixels));
        }

        RandomSource random = new RandomKey(seed, RandomPurpose.Synthetic, Sample: number).Open();
        int digit = random.NextInt32(DigitDataset.Classes);
        DigitForm form = DigitForms.Choose(digit, random.NextDouble());
        var hand = new Handwriting(ref random);
        Span<PenPoint> line = stackalloc PenPoint[SignTracer.LargestPieces];
        Span<bool> isStart = stackalloc bool[SignTracer.LargestPieces];
        int count = SignTracer.Trace(form, hand, ref random, line, isStart);
        line = line[..count];
        FitBox(line, hand.Reach);
        Span<float> ink = stackalloc float[Size * Size];
        ink.Clear();
        var canvas = new InkCanvas(ink);
        for (int i = 1; i < line.Length; i++)
        {
            if (!isStart[i])
            {
                canvas.Draw(line[i - 1], line[i], hand.Hardness);
            }
        }

        canvas.WriteCentred(pixels);
        return (byte)digit;
    }

    /// <summary>A dataset of consecutive digits of a series, drawn on all processors.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which endless series.</param>
    /// <param name="firstNumber">The place of the first one in the series: parts that do not overlap share no digit.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or the number is negative, or the count too large for one array.</exception>
    public static DigitDataset Create(int count, ulong seed, long firstNumber = 0, string name = "synthetic")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(firstNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / (Size * Size));
        byte[] pixels = new byte[count * Size * Size], labels = new byte[count];
        Parallel.For(0, count, i => labels[i] = Draw(seed, firstNumber + i, pixels.AsSpan(i * Size * Size, Size * Size)));
        return new DigitDataset(name, Size, Size, pixels, labels, isSynthetic: true);
    }

    // Scales the line so that its ink, which reaches so many pixels beyond it, fills the box in height or width; the box is in the middle.
    private static void FitBox(Span<PenPoint> line, double reach)
    {
        double left = double.MaxValue, right = double.MinValue, top = double.MaxValue, bottom = double.MinValue;
        foreach (PenPoint point in line)
        {
            (left, right) = (Math.Min(left, point.X), Math.Max(right, point.X));
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        }

        double scale = (BoxSize - (2 * reach)) / Math.Max(right - left, bottom - top);
        double shiftX = (Size / 2.0) - (scale * (left + right) / 2), shiftY = (Size / 2.0) - (scale * (top + bottom) / 2);
        foreach (ref PenPoint point in line)
        {
            point = point with { X = (scale * point.X) + shiftX, Y = (scale * point.Y) + shiftY };
        }
    }
}
