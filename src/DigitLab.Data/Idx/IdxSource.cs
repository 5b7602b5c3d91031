using System.Buffers.Binary;

namespace DigitLab.Data;

/// <summary>The bytes of one IDX file on their way in, decompressed if need be, with errors that name the file.</summary>
internal sealed class IdxSource : IDisposable
{
    private const int FirstBlock = 1 << 20;   // memory taken on a header's word alone
    private const long FreeBytes = 64 << 20;   // MNIST's training digits have 47 million
    private const int MostUnpacked = 100;      // times a longer file: MNIST has 5, blank pictures 1,000

    private readonly string _name;
    private readonly Stream _content;
    private readonly bool _isCompressed;
    private readonly long? _length;   // of the content, where it can be known beforehand
    private readonly long _mostBytes;
    private int _headerBytes;

    internal IdxSource(Stream stream, string name)
    {
        _name = name;
        long? length = stream.CanSeek ? stream.Length - stream.Position : null;
        _content = CompressedContent.Open(stream, out _isCompressed);
        _length = _isCompressed ? null : length;
        _mostBytes = _isCompressed && length is long packed ? Math.Max(FreeBytes, MostUnpacked * packed) : Array.MaxLength;
    }

    public void Dispose() => _content.Dispose();

    /// <summary>Reads the header and checks its magic number.</summary>
    internal void ReadHeader(Span<byte> header, int magic)
    {
        _headerBytes = header.Length;
        int got = Read(header);
        if (got == 0)
        {
            throw new InvalidDataException($"{_name}: expected an IDX file, got an empty one: fetch it anew.");
        }

        int found = got >= 4 ? BinaryPrimitives.ReadInt32BigEndian(header) : 0;
        if (got >= 4 && found != magic)
        {
            throw new InvalidDataException($"{_name}: expected IDX magic {magic}, got {found}: {Explain(found)}");
        }

        if (got < header.Length)
        {
            throw new InvalidDataException($"{_name}: expected {header.Length} bytes of IDX header, got {got}: the file is cut off; fetch it anew.");
        }
    }

    /// <summary>Reads what the header announces, and sees that nothing follows.</summary>
    internal byte[] ReadBody(Int128 bytes, string what)
    {
        if (bytes > Array.MaxLength)
        {
            throw new InvalidDataException($"{_name}: expected at most {Array.MaxLength} bytes of data, got a header for {what}: it is damaged.");
        }

        if (bytes > _mostBytes)
        {
            throw new InvalidDataException($"{_name}: expected at most {_mostBytes} bytes after decompression of a file this short, got a header for {what}: decompress it yourself if you trust it.");
        }

        int size = (int)bytes;
        long expected = _headerBytes + (long)size;
        if (_length is long length && length != expected)
        {
            throw WrongLength(expected, what, $"{length}", isShort: length < expected);
        }

        byte[] body = new byte[_length is null ? Math.Min(size, FirstBlock) : size];
        int got = Read(body);
        while (got == body.Length && got < size)
        {
            Array.Resize(ref body, (int)Math.Min(size, 2L * body.Length));
            got += Read(body.AsSpan(got));
        }

        if (got < size)
        {
            throw WrongLength(expected, what, $"{_headerBytes + (long)got}", isShort: true);
        }

        return Read(stackalloc byte[1]) == 0 ? body : throw WrongLength(expected, what, "more", isShort: false);
    }

    private static string Explain(int magic) => magic switch
    {
        IdxFormat.LabelsMagic => "this is a label file; is the name swapped?",
        IdxFormat.ImagesMagic => "this is an image file; is the name swapped?",
        IdxFormat.TableMagic => "this is a table of numbers; is the name swapped?",
        _ => "this is no IDX file of bytes.",
    };

    private InvalidDataException WrongLength(long expected, string what, string got, bool isShort) => new(
        $"{_name}: expected {expected} bytes{(_isCompressed ? " after decompression" : "")} for {what}, got {got}: " +
        (isShort ? "the file is cut off; fetch it anew." : "something follows the data; fetch it anew."));

    private int Read(Span<byte> goal)
    {
        try
        {
            return _content.ReadAtLeast(goal, goal.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException damage)
        {
            throw new InvalidDataException($"{_name}: expected whole gzip data, got damaged or cut-off data: fetch the file anew.", damage);
        }
    }
}
