using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Reads bits of a scan, the highest first; FF 00 stands for FF, and FF with anything else ends the data.</summary>
/// <remarks>Behind the end come zeros, and <see cref="RequireData"/> tells whether any of them was taken.</remarks>
internal ref struct JpegBitReader(ReadOnlySpan<byte> file, int position)
{
    private const int Enough = 32;   // a code and the bits that belong to it: 16 and 16 at most

    private readonly ReadOnlySpan<byte> _file = file;
    private int _position = position;
    private ulong _bits;     // the next bits, from the highest down
    private int _count;      // how many of them are there
    private int _invented;   // how many of those, the last ones, are zeros from behind the end

    /// <summary>Where the bytes that were not fetched begin: after the last bit of a scan, its end or bytes that belong to nothing.</summary>
    internal readonly int Position => _position;

    /// <summary>Sees to it that at least 32 bits are there.</summary>
    internal void Fill()
    {
        if (_count < Enough)
        {
            FillUp();
        }
    }

    /// <summary>The next bits as a number; 1 to 16, and no more than are there.</summary>
    internal readonly int Peek(int count) => (int)(_bits >> (64 - count));

    /// <summary>Passes over bits that are there.</summary>
    internal void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>Reads bits as a number without sign; 0 to 16.</summary>
    internal int Read(int count)
    {
        Fill();
        int value = count == 0 ? 0 : Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>Reads a coefficient of so many bits, which must be there; 0 to 15. Source: ITU-T T.81, figure F.12 (EXTEND).</summary>
    internal int ReadSigned(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        int value = Peek(count);
        Skip(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Refuses a scan that went on behind the end of its data.</summary>
    internal readonly void RequireData()
    {
        if (_count < _invented)
        {
            throw new InvalidDataException("JPEG: the data of a scan ends too early: the file is cut off or damaged.");
        }
    }

    /// <summary>Passes over a restart marker, and what is left of the byte before it.</summary>
    internal void Restart(int number)
    {
        (_bits, _count, _invented) = (0, 0, 0);
        while (_position + 1 < _file.Length && _file[_position] == 0xFF && _file[_position + 1] == 0xFF)
        {
            _position++;
        }

        byte expected = (byte)(JpegMarker.FirstRestart + (number & 7));
        if (_position + 1 >= _file.Length || _file[_position] != 0xFF || _file[_position + 1] != expected)
        {
            throw new InvalidDataException($"JPEG: expected restart marker {number & 7}, found something else: the file is damaged.");
        }

        _position += 2;
    }

    private void FillUp()
    {
        if (_position + sizeof(ulong) <= _file.Length)
        {
            ulong next = BinaryPrimitives.ReadUInt64BigEndian(_file[_position..]);
            if (!HasFF(next))
            {
                // Bits beyond the whole bytes are set too; they are the next bytes' own, and will be set to the same again.
                _bits |= next >> _count;
                int bytes = (63 - _count) >> 3;
                _position += bytes;
                _count += 8 * bytes;
                return;
            }
        }

        while (_count <= 56)
        {
            _bits |= (ulong)NextByte() << (56 - _count);
            _count += 8;
        }
    }

    // Whether a byte is FF: of the complement, whether one is 0 (Warren 2012, Hacker's Delight, 6-1).
    private static bool HasFF(ulong bytes) => ((~bytes - 0x0101010101010101) & bytes & 0x8080808080808080) != 0;

    private byte NextByte()
    {
        if (_position < _file.Length && _file[_position] != 0xFF)
        {
            return _file[_position++];
        }

        if (_position + 1 < _file.Length && _file[_position + 1] == 0)
        {
            _position += 2;
            return 0xFF;
        }

        _invented += 8;
        return 0;
    }
}
