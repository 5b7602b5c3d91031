using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Digits that look written and are made by a program: endless, each a function of a seed and its number.</summary>
/// <remarks>
/// A form of the digit is chosen, a hand bends and leans it, a round pen draws it, and it is placed as MNIST's digits are: the ink's
/// box fits 20×20 pixels, and the centre of mass lies in the middle of 28×28. Only the engine's own functions and random
/// numbers are used, so the bytes are the same on every machine and for any number of threads.
/// </remarks>
public static class SyntheticDigits
{
    private const int Side = 28;
    private const int BoxSide = 20;
    private const double Centre = 14;   // MNIST's centre of mass, counting pixels from 0: its digits' mean, rounded
    private const int LongestPath = 256;

    /// <summary>Makes digits.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Whose sequence.</param>
    /// <param name="firstNumber">The first one's number in it.</param>
    /// <param name="name">The dataset's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or the number is negative.</exception>
    public static DigitDataset Create(int count, ulong seed, long firstNumber = 0, string name = "synthetic")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(firstNumber);
        byte[] pixels = new byte[(long)count * Side * Side], labels = new byte[count];
        Parallel.For(0, count, i => labels[i] = Draw(seed, firstNumber + i, pixels.AsSpan(i * Side * Side, Side * Side)));
        return new DigitDataset(name, Side, Side, pixels, labels, isSynthetic: true);
    }

    /// <summary>Draws one digit.</summary>
    /// <param name="seed">Whose sequence.</param>
    /// <param name="number">The digit's number in it; at least 0.</param>
    /// <param name="pixels">28×28 bytes, overwritten: 0 is background, 255 ink.</param>
    /// <returns>The digit that it shows.</returns>
    /// <exception cref="ArgumentException">There is room for another number of pixels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static byte Draw(ulong seed, long number, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        if (pixels.Length != Side * Side)
        {
            throw new ArgumentException($"Expected room for {Side}×{Side} pixels, got {pixels.Length}.", nameof(pixels));
        }

        RandomSource random = new RandomKey(seed, RandomPurpose.Synthetic, Sample: number).Open();
        int digit = random.NextInt32(DigitDataset.Classes);
        StrokeTemplate form = Choose(StrokeTemplates.Of(digit), ref random);
        var hand = new Handwriting(ref random);

        // All strokes' paths, one after the other; ends[i] is where the i-th ends.
        Span<PenPoint> path = stackalloc PenPoint[LongestPath];
        Span<int> ends = stackalloc int[form.Strokes.Length];
        int length = Write(form, hand, ref random, path, ends);
        path = path[..length];
        FitIntoBox(path, hand.Radius);

        // Drawn once to find the centre of mass, then again with it in the middle.
        Span<double> memory = stackalloc double[PenField.Length];
        Draw(path, ends, hand, memory, pixels);
        (double x, double y) = CentreOfMass(pixels);
        Move(path, Centre - x, Centre - y);
        Draw(path, ends, hand, memory, pixels);
        return (byte)digit;
    }

    private static StrokeTemplate Choose(ReadOnlySpan<StrokeTemplate> forms, ref RandomSource random)
    {
        double total = 0;
        foreach (StrokeTemplate form in forms)
        {
            total += form.Weight;
        }

        double point = random.NextBetween(0, total);
        foreach (StrokeTemplate form in forms)
        {
            point -= form.Weight;
            if (point < 0)
            {
                return form;
            }
        }

        return forms[^1];
    }

    private static int Write(StrokeTemplate form, in Handwriting hand, ref RandomSource random, Span<PenPoint> path, Span<int> ends)
    {
        Span<PenPoint> points = stackalloc PenPoint[LongestPath];
        int length = 0;
        for (int stroke = 0; stroke < form.Strokes.Length; stroke++)
        {
            double[] template = form.Strokes[stroke];
            Span<PenPoint> some = points[..(template.Length / 2)];
            for (int i = 0; i < some.Length; i++)
            {
                some[i] = hand.Place(template[2 * i], template[(2 * i) + 1], ref random);
            }

            int pieces = StrokePath.LengthOf(some.Length);
            StrokePath.Trace(some, path.Slice(length, pieces));
            ends[stroke] = length += pieces;
        }

        return length;
    }

    // Scales, keeping the aspect, so that the ink's longer side is the box's.
    private static void FitIntoBox(Span<PenPoint> path, double radius)
    {
        double left = double.MaxValue, right = double.MinValue, top = double.MaxValue, bottom = double.MinValue;
        foreach (PenPoint point in path)
        {
            (left, right) = (Math.Min(left, point.X), Math.Max(right, point.X));
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        }

        double scale = (BoxSide - (2 * radius)) / Math.Max(right - left, bottom - top);
        foreach (ref PenPoint point in path)
        {
            point = new PenPoint(
                Centre + ((point.X - ((left + right) / 2)) * scale), Centre + ((point.Y - ((top + bottom) / 2)) * scale));
        }
    }

    private static void Draw(ReadOnlySpan<PenPoint> path, ReadOnlySpan<int> ends, in Handwriting hand, Span<double> memory, Span<byte> pixels)
    {
        var field = new PenField(memory);
        int start = 0;
        foreach (int end in ends)
        {
            for (int i = start; i + 1 < end; i++)
            {
                double pressure = hand.Pressure * PortableMath.Sin((0.25 * i) + hand.PressurePhase);
                field.Draw(path[i], path[i + 1], hand.Radius * (1 + pressure));
            }

            start = end;
        }

        field.Write(pixels, hand.Softness);
    }

    private static (double X, double Y) CentreOfMass(ReadOnlySpan<byte> pixels)
    {
        long mass = 0, x = 0, y = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            mass += pixels[i];
            x += (long)pixels[i] * (i % Side);
            y += (long)pixels[i] * (i / Side);
        }

        return ((double)x / mass, (double)y / mass);
    }

    private static void Move(Span<PenPoint> path, double right, double down)
    {
        foreach (ref PenPoint point in path)
        {
            point = new PenPoint(point.X + right, point.Y + down);
        }
    }
}
