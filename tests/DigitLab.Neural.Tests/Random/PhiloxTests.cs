namespace DigitLab.Neural.Tests.Random;

public sealed class PhiloxTests
{
    // Known answers of philox4x32 with 10 rounds, from the file kat_vectors of the authors' Random123 library: all zeros, all ones, digits of π.
    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void It_gives_the_known_answers(
        uint c0, uint c1, uint c2, uint c3, uint key0, uint key1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block((c0, c1, c2, c3), key0, key1));
}
