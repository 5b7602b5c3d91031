using System.Numerics;

namespace DigitLab.Neural;

/// <summary>The factors of a dropout: 0 with probability p, else 1 / (1 − p), so that the expectation stays.</summary>
internal static class DropoutMask
{
    private const int WordsAtOnce = 256;

    /// <summary>Draws each sample's row from a source of its own.</summary>
    /// <param name="mask">Overwritten; the batch in front.</param>
    /// <param name="step">The step's key, as <see cref="Pass.Random"/> has it.</param>
    /// <param name="layer">The layer's place in its network, which keeps the numbers of layers apart.</param>
    /// <param name="rate">The probability p.</param>
    /// <param name="workers">The threads.</param>
    internal static void Draw(Tensor mask, RandomKey step, int layer, double rate, Workers workers) =>
        workers.Run(mask.Shape[0], new DrawJob(mask, step with { Purpose = RandomPurpose.Dropout }, layer, rate));

    /// <summary>A rate, if it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or not below 1.</exception>
    internal static double CheckedRate(double rate, string layer) => rate is >= 0 and < 1
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, $"{layer}: expected a rate of at least 0 and less than 1.");

    private readonly struct DrawJob(Tensor mask, RandomKey key, int layer, double rate) : IJob
    {
        public void Run(int piece)
        {
            // Digits of an epoch are counted below 2⁴⁰, so layers do not meet.
            RandomSource random = (key with { Sample = ((long)layer << 40) | (key.Sample + piece) }).Open();
            float kept = (float)(1 / (1 - rate));
            uint dropped = (uint)Math.Ceiling(rate * (1 << 24));   // of the 2²⁴ numbers that a draw in [0, 1) may be
            int length = mask.Length / mask.Shape[0];
            Span<uint> words = stackalloc uint[WordsAtOnce];
            for (Span<float> factors = mask.Span.Slice(piece * length, length); !factors.IsEmpty;)
            {
                Span<float> some = factors[..Math.Min(WordsAtOnce, factors.Length)];
                random.Fill(words[..some.Length]);
                Write(words[..some.Length], dropped, kept, some);
                factors = factors[some.Length..];
            }
        }

        // By whole vectors: a branch on random bits would be guessed wrong every other time.
        private static void Write(ReadOnlySpan<uint> words, uint dropped, float kept, Span<float> factors)
        {
            Vector<uint> limit = new(dropped), factor = Vector.AsVectorUInt32(new Vector<float>(kept));
            int i = 0;
            for (; i <= words.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            {
                Vector<uint> isKept = Vector.GreaterThanOrEqual(new Vector<uint>(words[i..]) >>> 8, limit);
                Vector.AsVectorSingle(isKept & factor).CopyTo(factors[i..]);
            }

            for (; i < words.Length; i++)
            {
                factors[i] = words[i] >> 8 < dropped ? 0 : kept;
            }
        }
    }
}
