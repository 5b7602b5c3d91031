using System.Buffers.Binary;
using System.Text;

namespace DigitLab.Imaging.Tests.Png;

/// <summary>A PNG writer for tests, which shares no code and no approach with the decoder: bits are lists, interlacing is the
/// 8×8 pattern of the specification, filters work on padded arrays, the zlib stream is stored, the CRC is computed bit by bit.</summary>
internal sealed class TestPng(int width, int height, int colorType, int depth, bool isInterlaced)
{
    // PNG specification, figure "pass number of each pixel", which repeats every 8 pixels.
    private static readonly string[] Adam7 =
        ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];

    public int Channels { get; } = colorType switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };

    public byte[] Palette { get; set; } = [];

    public byte[]? Transparency { get; set; }

    /// <summary>Added to the row's number to choose its filter.</summary>
    public int FirstFilter { get; set; }

    /// <summary>Bytes of an IDAT chunk, the last one apart.</summary>
    public int BytesPerChunk { get; set; } = int.MaxValue;

    /// <summary>Chunks that a reader may skip, put before the pixels and after them.</summary>
    public bool HasExtras { get; set; }

    public byte[] Encode(int[,,] samples)
    {
        var data = new List<byte>();
        if (isInterlaced)
        {
            for (char pass = '1'; pass <= '7'; pass++)
            {
                AddRows(data, RowsOf(samples, (x, y) => Adam7[y % 8][x % 8] == pass));
            }
        }
        else
        {
            AddRows(data, RowsOf(samples, (_, _) => true));
        }

        var file = new List<byte> { 137, 80, 78, 71, 13, 10, 26, 10 };
        AddChunk(file, "IHDR", [.. BigEndian(width), .. BigEndian(height), (byte)depth, (byte)colorType, 0, 0, (byte)(isInterlaced ? 1 : 0)]);
        if (HasExtras)
        {
            AddChunk(file, "gAMA", BigEndian(45455));
            AddChunk(file, "tEXt", Encoding.ASCII.GetBytes("Comment\0skip me"));
        }

        if (Palette.Length > 0)
        {
            AddChunk(file, "PLTE", Palette);
        }

        if (Transparency is not null)
        {
            AddChunk(file, "tRNS", Transparency);
        }

        foreach (byte[] part in Stored([.. data]).Chunk(BytesPerChunk))
        {
            AddChunk(file, "IDAT", part);
        }

        if (HasExtras)
        {
            AddChunk(file, "tIME", [7, 234, 1, 2, 3, 4, 5]);
        }

        AddChunk(file, "IEND", []);
        return [.. file];
    }

    public static void AddChunk(List<byte> file, string type, byte[] data)
    {
        byte[] typeAndData = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.AddRange(BigEndian(data.Length));
        file.AddRange(typeAndData);
        file.AddRange(BigEndian((int)Crc(typeAndData)));
    }

    /// <summary>Gives every chunk the check value of what it now holds, as far as the lengths still make sense.</summary>
    public static byte[] Resign(byte[] file)
    {
        byte[] signed = (byte[])file.Clone();
        int position = 8;
        while (position + 12 <= signed.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(signed.AsSpan(position));
            if (length > signed.Length - position - 12)
            {
                break;
            }

            BigEndian((int)Crc(signed[(position + 4)..(position + 8 + (int)length)])).CopyTo(signed, position + 8 + (int)length);
            position += 12 + (int)length;
        }

        return signed;
    }

    /// <summary>A zlib stream of stored blocks of at most 1,000 bytes, with its Adler value.</summary>
    public static byte[] Stored(byte[] data)
    {
        var stream = new List<byte> { 0x78, 0x01 };
        byte[][] blocks = data.Length == 0 ? [[]] : [.. data.Chunk(1000)];
        for (int i = 0; i < blocks.Length; i++)
        {
            int n = blocks[i].Length;
            stream.AddRange([(byte)(i == blocks.Length - 1 ? 1 : 0), (byte)n, (byte)(n >> 8), (byte)~n, (byte)(~n >> 8)]);
            stream.AddRange(blocks[i]);
        }

        int a = 1;
        int b = 0;
        foreach (byte value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        stream.AddRange(BigEndian((b << 16) | a));
        return [.. stream];
    }

    private static List<List<int>> RowsOf(int[,,] samples, Func<int, int, bool> isChosen)
    {
        var rows = new List<List<int>>();
        for (int y = 0; y < samples.GetLength(0); y++)
        {
            var row = new List<int>();
            for (int x = 0; x < samples.GetLength(1); x++)
            {
                for (int c = 0; isChosen(x, y) && c < samples.GetLength(2); c++)
                {
                    row.Add(samples[y, x, c]);
                }
            }

            if (row.Count > 0)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private void AddRows(List<byte> data, List<List<int>> rows)
    {
        int back = Math.Max(1, Channels * depth / 8);
        byte[]? above = null;
        for (int r = 0; r < rows.Count; r++)
        {
            byte[] row = Pack(rows[r]);
            above ??= new byte[row.Length];
            byte[] left = [.. new byte[back], .. row];
            byte[] aboveLeft = [.. new byte[back], .. above];
            int filter = (r + FirstFilter) % 5;
            data.Add((byte)filter);
            for (int i = 0; i < row.Length; i++)
            {
                int a = left[i];
                int b = above[i];
                int c = aboveLeft[i];
                int nearest = new[] { a, b, c }.MinBy(v => Math.Abs(a + b - c - v));   // the first of equals, as Paeth demands
                int prediction = new[] { 0, a, b, (a + b) >> 1, nearest }[filter];
                data.Add((byte)(row[i] - prediction));
            }

            above = row;
        }
    }

    private byte[] Pack(List<int> samples)
    {
        string bits = string.Concat(samples.Select(s => Convert.ToString(s, 2).PadLeft(depth, '0')));
        return [.. bits.Chunk(8).Select(b => Convert.ToByte(new string(b).PadRight(8, '0'), 2))];
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool isOdd = ((crc ^ (uint)(b >> bit)) & 1) == 1;
                crc = (crc >> 1) ^ (isOdd ? 0xEDB88320u : 0);
            }
        }

        return ~crc;
    }
}
