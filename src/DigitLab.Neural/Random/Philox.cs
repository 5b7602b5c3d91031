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
}
