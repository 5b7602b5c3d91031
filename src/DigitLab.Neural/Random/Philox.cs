using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DigitLab.Neural;

/// <summary>The block function Philox4x32-10: a 128-bit counter and a 64-bit key in, 128 random bits out.</summary>
/// <remarks>Source: Salmon, Moraes, Dror, Shaw, SC 2011; multipliers and Weyl constants from table 2 and §4.3.</remarks>
internal static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;   // 2³² times the golden ratio's fraction
    private const uint Weyl1 = 0xBB67AE85;   // 2³² · (√3 − 1)

    internal static (uint R0, uint R1, uint R2, uint R3) Block((uint C0, uint C1, uint C2, uint C3) counter, uint key0, uint key1)
    {
        (uint c0, uint c1, uint c2, uint c3) = counter;
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Whether this machine has <see cref="FourBlocks"/>.</summary>
    internal static bool HasFourBlocks => Avx2.IsSupported;

    /// <summary>Four blocks with consecutive first counters, one in each lane: the numbers of four times <see cref="Block"/>, four times as fast.</summary>
    /// <param name="counter">The first block's.</param>
    /// <param name="key0">The key's lower half.</param>
    /// <param name="key1">The key's upper half.</param>
    /// <param name="words">16 words, overwritten: of each block R3, R0, R1, R2, the order in which <see cref="RandomSource"/> hands them out.</param>
    internal static void FourBlocks((uint C0, uint C1, uint C2, uint C3) counter, uint key0, uint key1, Span<uint> words)
    {
        // A lane has 64 bits for a product. The upper halves of c0 … c3 hold anything: a multiplication does not look at them.
        Vector256<uint> multiplier0 = Vector256.Create((ulong)Multiplier0).AsUInt32(), multiplier1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        Vector256<ulong> c0 = Vector256.Create<ulong>(counter.C0) + Vector256<ulong>.Indices, c1 = Vector256.Create<ulong>(counter.C1);
        Vector256<ulong> c2 = Vector256.Create<ulong>(counter.C2), c3 = Vector256.Create<ulong>(counter.C3);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(c0.AsUInt32(), multiplier0), product1 = Avx2.Multiply(c2.AsUInt32(), multiplier1);
            c0 = (product1 >>> 32) ^ c1 ^ Vector256.Create<ulong>(key0);
            c2 = (product0 >>> 32) ^ c3 ^ Vector256.Create<ulong>(key1);
            c1 = product1;
            c3 = product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        // Lane by lane to block by block.
        Vector256<ulong> lower = Vector256.Create<ulong>(uint.MaxValue), front = (c0 << 32) | (c3 & lower), back = (c2 << 32) | (c1 & lower);
        Vector256<ulong> even = Avx2.UnpackLow(front, back), odd = Avx2.UnpackHigh(front, back);
        Avx2.Permute2x128(even, odd, 0x20).AsUInt32().CopyTo(words);
        Avx2.Permute2x128(even, odd, 0x31).AsUInt32().CopyTo(words[8..]);
    }
}
