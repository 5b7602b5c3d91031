namespace DigitLab.Imaging;

/// <summary>A canonical Huffman code: short codes by one look into a table, longer ones by comparing with each length's last code.</summary>
/// <remarks>Source: ITU-T T.81, annexes C and F.2.2.3.</remarks>
internal sealed class JpegHuffmanTable
{
    private const int LongestCode = 16;
    private const int LookBits = 9;

    private readonly ushort[] _look = new ushort[1 << LookBits];   // length · 256 + symbol; 0 where the code is longer or there is none
    private readonly int[] _limits = new int[LongestCode + 1];     // of each length: the first 16 bits that are no code of it any more
    private readonly int[] _offsets = new int[LongestCode + 1];    // of each length: a symbol's place less its code
    private readonly byte[] _symbols;

    /// <param name="counts">How many codes there are of each length from 1 to 16.</param>
    /// <param name="symbols">Their symbols, shortest codes first.</param>
    internal JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0, place = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            _offsets[length] = place - code;
            int count = counts[length - 1];
            if (code + count > 1 << length)
            {
                throw new InvalidDataException($"JPEG: a Huffman table has more codes of {length} bits than there can be: the file is damaged.");
            }

            for (int i = 0; i < count && length <= LookBits; i++)
            {
                int free = LookBits - length;
                _look.AsSpan((code + i) << free, 1 << free).Fill((ushort)(length << 8 | _symbols[place + i]));
            }

            (code, place) = (code + count, place + count);
            _limits[length] = code << (LongestCode - length);
            code <<= 1;
        }
    }

    /// <summary>Reads one symbol; at least 16 bits must be in the reader.</summary>
    internal int Read(ref JpegBitReader bits)
    {
        int found = _look[bits.Peek(LookBits)];
        if (found != 0)
        {
            bits.Skip(found >> 8);
            return found & 0xFF;
        }

        return ReadLong(ref bits);
    }

    private int ReadLong(ref JpegBitReader bits)
    {
        int next = bits.Peek(LongestCode);
        for (int length = LookBits + 1; length <= LongestCode; length++)
        {
            if (next < _limits[length])
            {
                bits.Skip(length);
                return _symbols[(next >> (LongestCode - length)) + _offsets[length]];
            }
        }

        throw new InvalidDataException("JPEG: a code that no Huffman table has: the file is damaged.");
    }
}
