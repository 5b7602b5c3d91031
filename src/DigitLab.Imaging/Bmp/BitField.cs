using System.Numerics;

namespace DigitLab.Imaging;

/// <summary>A run of neighbouring bits in a pixel that holds one channel.</summary>
internal readonly record struct BitField
{
    private readonly uint _mask;
    private readonly int _shift;

    /// <summary>The field that a mask marks; 0 marks none.</summary>
    internal BitField(uint mask)
    {
        _mask = mask;
        _shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
        if ((Largest & (Largest + 1)) != 0)
        {
            throw new InvalidDataException($"BMP: the bits of colour mask {mask:X8} are not neighbours: the file is damaged.");
        }
    }

    /// <summary>Whether there is no such channel.</summary>
    internal bool IsEmpty => _mask == 0;

    private ulong Largest => _mask >> _shift;

    /// <summary>The channel's value, from the field's range to 0 … 255, rounded; 0 for an empty field.</summary>
    internal byte Extract(uint pixel)
    {
        ulong value = (pixel & _mask) >> _shift;
        return IsEmpty ? (byte)0 : (byte)((value * 255 + Largest / 2) / Largest);
    }
}
