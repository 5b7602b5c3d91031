using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>An endless stream of synthetic digits, each drawn when its batch is asked for and never again: no dataset is in memory.</summary>
internal sealed class SyntheticStream(int batch, Workers workers)
{
    private const int Pixels = SyntheticDigits.Size * SyntheticDigits.Size;
    private const int DigitsPerPiece = 8;

    private readonly byte[] _pixels = new byte[batch * Pixels];
    private readonly byte[] _labels = new byte[batch];
    private long _next;

    /// <summary>What the last batch shows.</summary>
    internal ReadOnlySpan<byte> Labels => _labels;

    /// <summary>Draws the next batch with all threads, and normalizes it.</summary>
    internal void Next(Tensor input)
    {
        workers.Run((_labels.Length + DigitsPerPiece - 1) / DigitsPerPiece, new DrawJob(_pixels, _labels, _next, input));
        _next += _labels.Length;
    }

    private readonly struct DrawJob(byte[] pixels, byte[] labels, long first, Tensor input) : IJob
    {
        private static readonly InputNormalization Normalization = InputNormalization.Standard(0.1307f, 0.3081f);   // MNIST's mean and deviation

        public void Run(int piece)
        {
            for (int n = piece * DigitsPerPiece; n < Math.Min((piece + 1) * DigitsPerPiece, labels.Length); n++)
            {
                Span<byte> digit = pixels.AsSpan(n * Pixels, Pixels);
                labels[n] = SyntheticDigits.Draw(seed: 1, first + n, digit);
                Normalization.Apply(digit, input.Span.Slice(n * Pixels, Pixels));
            }
        }
    }
}
