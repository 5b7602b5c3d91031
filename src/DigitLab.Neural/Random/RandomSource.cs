namespace DigitLab.Neural;

/// <summary>The random numbers of one <see cref="RandomKey"/>, in order.</summary>
/// <remarks>
/// A counter-based generator, Philox4x32-10: number i is a function of the key and i alone, so nothing is shared between threads.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, §4.3 and table 2.
/// A mutable struct: pass it by reference, or both copies give the same numbers.
/// </remarks>
public struct RandomSource
{
    private const int LargestEpoch = (1 << 24) - 1;

    private readonly uint _key0;
    private readonly uint _key1;
    private readonly uint _purposeAndEpoch;
    private readonly uint _sample0;
    private readonly uint _sample1;
    private uint _block;
    private int _left;
    private uint _r0;
    private uint _r1;
    private uint _r2;
    private double _spareNormal;
    private bool _hasSpareNormal;

    internal RandomSource(RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(key.Epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Epoch, LargestEpoch);
        (_key0, _key1) = ((uint)key.Seed, (uint)(key.Seed >> 32));
        _purposeAndEpoch = ((uint)key.Purpose << 24) | (uint)key.Epoch;
        (_sample0, _sample1) = ((uint)key.Sample, (uint)((ulong)key.Sample >> 32));
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        switch (_left)
        {
            case 3: _left = 2; return _r0;
            case 2: _left = 1; return _r1;
            case 1: _left = 0; return _r2;
            default:
                (_r0, _r1, _r2, uint last) = Philox.Block((_block++, _purposeAndEpoch, _sample0, _sample1), _key0, _key1);
                _left = 3;
                return last;
        }
    }

    /// <summary>Writes 32 random bits into each word: the numbers that as many calls of <see cref="NextUInt32"/> give, sooner.</summary>
    public void Fill(Span<uint> words)
    {
        while (_left > 0 && !words.IsEmpty)
        {
            words[0] = NextUInt32();
            words = words[1..];
        }

        for (; Philox.HasFourBlocks && words.Length >= 16; words = words[16..], _block += 4)
        {
            Philox.FourBlocks((_block, _purposeAndEpoch, _sample0, _sample1), _key0, _key1, words[..16]);
        }

        for (; words.Length >= 4; words = words[4..])
        {
            (words[1], words[2], words[3], words[0]) = Philox.Block((_block++, _purposeAndEpoch, _sample0, _sample1), _key0, _key1);
        }

        foreach (ref uint word in words)
        {
            word = NextUInt32();
        }
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻²⁴.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt32();
        return (((high << 32) | NextUInt32()) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>A number from <paramref name="low"/> to below <paramref name="high"/>, which only rounding can reach.</summary>
    public double NextBetween(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A whole number in 0 … <paramref name="bound"/> − 1, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);

        // Lemire 2019, arXiv:1805.10941: the high half of a product, rejecting the few low halves that would favour some results.
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = (uint)(-bound) % (uint)bound;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * (uint)bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A number of the standard normal distribution (mean 0, deviation 1).</summary>
    /// <remarks>Marsaglia's polar method, with the engine's own logarithm: the same bits everywhere.</remarks>
    public double NextNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        while (true)
        {
            double x = (2 * NextDouble()) - 1, y = (2 * NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                double scale = Math.Sqrt(-2 * PortableMath.Log(square) / square);
                (_spareNormal, _hasSpareNormal) = (y * scale, true);
                return x * scale;
            }
        }
    }

    /// <summary>Brings the items into a random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
