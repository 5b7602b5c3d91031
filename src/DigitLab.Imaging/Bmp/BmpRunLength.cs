namespace DigitLab.Imaging;

/// <summary>Unpacks the run-length codes of BMP, for palette indices of 4 and of 8 bits.</summary>
/// <remarks>
/// Pairs of bytes. (n, v), n ≥ 1: n pixels of v; with 4 bits, of v's two halves in turn. (0, 0): end of the row. (0, 1): end of the
/// picture. (0, 2), x, y: skip x to the right and y upwards. (0, n), n ≥ 3: n pixels as they are, filled up to a multiple of two
/// bytes. Rows come from the bottom up. Pixels that are skipped keep index 0.
/// Source: Microsoft, <i>Bitmap Compression</i>, Windows GDI documentation.
/// </remarks>
internal ref struct BmpRunLength
{
    private readonly ReadOnlySpan<byte> _codes;
    private readonly int _bits;
    private int _position;

    private BmpRunLength(ReadOnlySpan<byte> codes, int bits)
    {
        _codes = codes;
        _bits = bits;
    }

    /// <summary>The palette index of every pixel, row by row from the bottom up.</summary>
    internal static byte[] Unpack(BmpHeader header, ReadOnlySpan<byte> codes)
    {
        byte[] indices = new byte[header.Width * header.Height];
        new BmpRunLength(codes, header.BitsPerPixel).Run(indices, header.Width, header.Height);
        return indices;
    }

    private void Run(Span<byte> indices, int width, int height)
    {
        int x = 0;
        int row = 0;
        while (row < height)
        {
            if (_position >= _codes.Length && row == height - 1 && x == width)
            {
                return;   // every pixel is there; some writers leave the end mark out
            }

            int count = NextByte();
            int value = NextByte();
            if (count > 0)
            {
                Span<byte> run = Slice(indices, width, row, x, count);
                for (int i = 0; i < count; i++)
                {
                    run[i] = (byte)(_bits == 8 ? value : i % 2 == 0 ? value >> 4 : value & 15);
                }

                x += count;
                continue;
            }

            switch (value)
            {
                case 0:
                    x = 0;
                    row++;
                    break;
                case 1:
                    return;
                case 2:
                    x += NextByte();
                    row += NextByte();
                    break;
                default:
                    CopyLiteral(Slice(indices, width, row, x, value));
                    x += value;
                    break;
            }
        }
    }

    private void CopyLiteral(Span<byte> pixels)
    {
        int bytes = (pixels.Length * _bits + 7) / 8;
        if (bytes > _codes.Length - _position)
        {
            throw CutOff();
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)PackedSamples.Read(_codes[_position..], i, _bits);
        }

        _position += bytes + (bytes & 1);
    }

    private static Span<byte> Slice(Span<byte> indices, int width, int row, int x, int count) => x + count <= width
        ? indices.Slice(row * width + x, count)
        : throw new InvalidDataException($"BMP: a run of {count} pixels from column {x} leaves the {width} columns: the file is damaged.");

    private int NextByte() => _position < _codes.Length ? _codes[_position++] : throw CutOff();

    private static InvalidDataException CutOff() =>
        new("BMP: the run-length codes end before the picture does: the file is cut off or damaged.");
}
