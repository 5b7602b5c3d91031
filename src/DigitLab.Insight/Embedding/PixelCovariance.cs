using System.Collections.Concurrent;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>The mean of each pixel and the covariance of each two, where a pixel goes from 0 to 1.</summary>
/// <remarks>
/// A float holds the sum of 256 products of bytes exactly, a double that of all: nothing is rounded before the end, so no bit depends on the
/// order, and any thread may add at any time.
/// </remarks>
internal static class PixelCovariance
{
    private const int DigitsOfPart = 256;   // 256 · 255² < 2²⁴

    internal static (double[] Mean, double[] Covariance) Of(DigitDataset digits, Workers workers)
    {
        int pixels = digits.Height * digits.Width, parts = (digits.Count + DigitsOfPart - 1) / DigitsOfPart;
        double[] sums = new double[pixels], products = new double[pixels * pixels];
        workers.RunVectors(parts, new PartJob(digits, sums, products, new ConcurrentBag<Tensor>()));
        double[] mean = [.. sums.Select(sum => sum / digits.Count / 255)];
        double[] covariance = new double[pixels * pixels];
        for (int i = 0; i < pixels; i++)
        {
            for (int j = 0; j < pixels; j++)
            {
                double product = products[(Math.Min(i, j) * pixels) + Math.Max(i, j)];
                covariance[(i * pixels) + j] = ((product / 65025) - (digits.Count * mean[i] * mean[j])) / (digits.Count - 1);
            }
        }

        return (mean, covariance);
    }

    // Of each product the upper half: from the diagonal's vector on.
    private readonly struct PartJob(DigitDataset digits, double[] sums, double[] products, ConcurrentBag<Tensor> memory) : IVectorJob
    {
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            int pixels = sums.Length, first = piece * DigitsOfPart, count = Math.Min(DigitsOfPart, digits.Count - first);
            Tensor own = memory.TryTake(out Tensor? free) ? free : new Tensor(new Shape(pixels, pixels));
            own.Span.Clear();
            var digit = new Tensor(new Shape(pixels));
            float[] ownSums = new float[pixels];
            for (int n = 0; n < count; n++)
            {
                ReadOnlySpan<byte> image = digits.Image(first + n);
                for (int i = 0; i < pixels; i++)
                {
                    digit.Span[i] = image[i];
                    ownSums[i] += image[i];
                }

                Add<TLanes, TVector>(digit, own, pixels);
            }

            lock (products)
            {
                for (int i = 0; i < pixels; i++)
                {
                    sums[i] += ownSums[i];
                    ReadOnlySpan<float> row = own.Span.Slice(i * pixels, pixels);
                    for (int j = i; j < pixels; j++)
                    {
                        products[(i * pixels) + j] += row[j];
                    }
                }
            }

            memory.Add(own);
        }

        private static void Add<TLanes, TVector>(Tensor digit, Tensor own, int pixels)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            ref float x = ref digit.First;
            ref float sums = ref own.First;
            for (int i = 0; i < pixels; i++)
            {
                if (digit.Span[i] == 0)
                {
                    continue;
                }

                TVector factor = TLanes.Spread(digit.Span[i]);
                nint row = (nint)i * pixels;
                int j = i;
                for (; j <= pixels - TLanes.Count; j += TLanes.Count)
                {
                    TLanes.Store(TLanes.FusedMultiplyAdd(factor, TLanes.Load(ref x, j), TLanes.Load(ref sums, row + j)), ref sums, row + j);
                }

                if (j < pixels)
                {
                    TLanes.StorePart(TLanes.FusedMultiplyAdd(factor, TLanes.Load(ref x, j), TLanes.Load(ref sums, row + j)), ref sums, row + j, pixels - j);
                }
            }
        }
    }
}
