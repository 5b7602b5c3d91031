using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>A network's accuracy over every disturbance.</summary>
public static class RobustnessCard
{
    /// <summary>Lets a network read digits under all disturbances, each in every strength.</summary>
    /// <param name="network">The network.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="ArgumentException">There are no digits, or they have another size.</exception>
    public static IReadOnlyList<RobustnessPoint> Of(Network network, DigitDataset digits, Workers workers)
    {
        var evaluator = new Evaluator(network, workers);
        return
        [
            .. Disturbance.All.SelectMany(disturbance => disturbance.Strengths.Select(strength =>
                new RobustnessPoint(disturbance.Name, strength, evaluator.Evaluate(Disturbed(digits, disturbance, strength)).Errors.Count, digits.Count))),
        ];
    }

    /// <summary>The digits under one disturbance. Noise is drawn for each digit by its place, the same for every network.</summary>
    internal static DigitDataset Disturbed(DigitDataset digits, Disturbance disturbance, double strength)
    {
        int size = digits.Height * digits.Width;
        byte[] pixels = new byte[digits.Count * size], labels = new byte[digits.Count];
        for (int index = 0; index < digits.Count; index++)
        {
            Span<byte> output = pixels.AsSpan(index * size, size);
            RandomSource random = new RandomKey(0, RandomPurpose.Augmentation, Sample: index).Open();
            DigitDistorter.Apply(digits.Image(index), digits.Height, digits.Width, disturbance.Distort(strength), ref random, output);
            labels[index] = digits.Label(index);
            if (disturbance.IsInverting)
            {
                Invert(output, strength);
            }
        }

        return new DigitDataset(digits.Name, digits.Height, digits.Width, pixels, labels, digits.IsSynthetic);
    }

    private static void Invert(Span<byte> pixels, double part)
    {
        foreach (ref byte pixel in pixels)
        {
            pixel = (byte)Math.Round(((1 - part) * pixel) + (part * (byte.MaxValue - pixel)), MidpointRounding.AwayFromZero);
        }
    }
}
