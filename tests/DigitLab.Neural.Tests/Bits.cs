using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DigitLab.Neural.Tests;

/// <summary>Comparison of floats by their bits: +0 is not −0, and a NaN equals itself.</summary>
internal static class Bits
{
    // An indefinite NaN's sign and payload follow the processor and the order of operands, and no promise is made about them.
    private const int AnyNaN = 0x7FC0_0000;

    public static void AssertSame(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string where)
    {
        Assert.True(expected.Length == actual.Length, $"{where}: expected {expected.Length} numbers, got {actual.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            if (Of(expected[i]) != Of(actual[i]))
            {
                Assert.Fail($"{where}: number {i} is {actual[i]:R} ({Of(actual[i]):x8}), expected {expected[i]:R} ({Of(expected[i]):x8})");
            }
        }
    }

    /// <summary>A fingerprint of numbers' bits, for recording.</summary>
    public static string Sha256<T>(ReadOnlySpan<T> numbers)
        where T : struct => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(numbers)));

    public static int Of(float value) => float.IsNaN(value) ? AnyNaN : BitConverter.SingleToInt32Bits(value);
}
