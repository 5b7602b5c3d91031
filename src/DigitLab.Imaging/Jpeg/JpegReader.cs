using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Goes through a JPEG's segments and keeps what scans and colours need of them.</summary>
/// <remarks>Source: ITU-T T.81, annex B; JFIF 1.02; Adobe Technical Note 5116 (APP14); CIPA DC-008 (Exif).</remarks>
internal ref struct JpegReader
{
    private const int MostScans = 500;   // an encoder writes about ten; each costs a walk over the whole picture

    private readonly ReadOnlySpan<byte> _file;
    private readonly PictureLimits _limits;
    private readonly ushort[]?[] _multipliers = new ushort[]?[4];
    private readonly JpegHuffmanTable?[] _constants = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _others = new JpegHuffmanTable?[4];
    private JpegFrame? _frame;
    private int _position;
    private int _restartInterval;
    private int _scans;

    internal JpegReader(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        _file = file;
        _limits = limits;
    }

    /// <summary>How the picture is to be turned; upright unless the camera says otherwise.</summary>
    internal PictureOrientation Orientation { get; private set; } = PictureOrientation.Upright;

    /// <summary>Whether there is a JFIF segment: three channels are then brightness and colour.</summary>
    internal bool IsJfif { get; private set; }

    /// <summary>What Adobe's segment says of the colours; null when there is none.</summary>
    internal int? AdobeTransform { get; private set; }

    /// <summary>Reads everything, to the end of the picture.</summary>
    /// <returns>The frame, its channels full of samples.</returns>
    internal JpegFrame Read()
    {
        while (NextMarker() is byte marker && marker != JpegMarker.End)
        {
            if (!JpegMarker.IsAlone(marker))
            {
                ReadSegment(marker, NextSegment(marker));
            }
        }

        JpegFrame frame = _frame ?? throw new InvalidDataException("JPEG: the file has no picture: it is cut off or damaged.");
        if (frame.Components.Any(c => !c.HasConstants))
        {
            throw new InvalidDataException("JPEG: the data of a channel is missing: the file is cut off or damaged.");
        }

        if (frame.IsProgressive)
        {
            JpegScanDecoder.TransformAll(frame);
        }

        return frame;
    }

    private void ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.QuantizationTables: ReadMultipliers(segment); break;
            case JpegMarker.HuffmanTables: ReadHuffmanTables(segment); break;
            case JpegMarker.RestartInterval: ReadRestartInterval(segment); break;
            case JpegMarker.Scan: ReadScan(segment); break;
            case JpegMarker.App0: IsJfif |= segment.StartsWith("JFIF\0"u8); break;
            case JpegMarker.App1: Orientation = ExifOrientation.Find(segment) ?? Orientation; break;
            case JpegMarker.App14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8): AdobeTransform = segment[11]; break;
            case not 0 when JpegMarker.IsFrame(marker): ReadFrame(marker, segment); break;
            default: break;   // comments, profiles, thumbnails
        }
    }

    // The next marker, past whatever lies before it; null at the end of the file, which many programs forget to mark.
    private byte? NextMarker()
    {
        while (_position + 1 < _file.Length)
        {
            byte next = _file[_position + 1];
            if (_file[_position] == 0xFF && next is not (0 or 0xFF))
            {
                _position += 2;
                return next;
            }

            int skipped = _file[(_position + 1)..].IndexOf((byte)0xFF);
            _position = skipped < 0 ? _file.Length : _position + 1 + skipped;
        }

        return null;
    }

    private ReadOnlySpan<byte> NextSegment(byte marker)
    {
        int length = _position + 2 <= _file.Length ? BinaryPrimitives.ReadUInt16BigEndian(_file[_position..]) : 0;
        if (length < 2 || length > _file.Length - _position)
        {
            throw new InvalidDataException($"JPEG: segment FF{marker:X2} does not fit into the file: it is cut off or damaged.");
        }

        ReadOnlySpan<byte> segment = _file.Slice(_position + 2, length - 2);
        _position += length;
        return segment;
    }

    private readonly void ReadMultipliers(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            (int precision, int number) = (segment[0] >> 4, segment[0] & 15);
            int bytes = 1 + (JpegZigzag.Count * (precision + 1));
            if (precision > 1 || number > 3 || segment.Length < bytes)
            {
                throw new InvalidDataException("JPEG: a quantization table is cut off, or of a kind that there is not: the file is damaged.");
            }

            ushort[] table = new ushort[JpegZigzag.Count];
            for (int k = 0; k < JpegZigzag.Count; k++)
            {
                table[JpegZigzag.ToRows[k]] = precision == 0 ? segment[1 + k] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * k))..]);
            }

            _multipliers[number] = table;
            segment = segment[bytes..];
        }
    }

    private readonly void ReadHuffmanTables(ReadOnlySpan<byte> segment)
    {
        const int Lengths = 16;
        while (segment.Length > 0)
        {
            (int kind, int number) = (segment[0] >> 4, segment[0] & 15);
            int symbols = 0;
            for (int i = 1; i <= Lengths && i < segment.Length; i++)
            {
                symbols += segment[i];
            }

            if (kind > 1 || number > 3 || symbols > 256 || segment.Length < 1 + Lengths + symbols)
            {
                throw new InvalidDataException("JPEG: a Huffman table is cut off, or of a kind that there is not: the file is damaged.");
            }

            var table = new JpegHuffmanTable(segment.Slice(1, Lengths), segment.Slice(1 + Lengths, symbols));
            (kind == 0 ? _constants : _others)[number] = table;
            segment = segment[(1 + Lengths + symbols)..];
        }
    }

    private void ReadRestartInterval(ReadOnlySpan<byte> segment) => _restartInterval = segment.Length >= 2
        ? BinaryPrimitives.ReadUInt16BigEndian(segment)
        : throw new InvalidDataException("JPEG: the restart interval is cut off: the file is damaged.");

    private void ReadFrame(byte marker, ReadOnlySpan<byte> segment) => _frame = _frame is null
        ? JpegFrame.Read(marker, segment, _file.Length, _limits)
        : throw new InvalidDataException("JPEG: the file has two frame headers: it is damaged.");

    private void ReadScan(ReadOnlySpan<byte> segment)
    {
        JpegFrame frame = _frame ?? throw new InvalidDataException("JPEG: a scan comes before the frame header: the file is damaged.");
        if (++_scans > MostScans)
        {
            throw new InvalidDataException($"JPEG: the file has more than {MostScans} scans: it is damaged.");
        }

        JpegScan scan = JpegScan.Read(segment, frame);
        foreach (JpegComponent component in scan.Components)
        {
            component.Multipliers ??= _multipliers[component.QuantizationTable]
                ?? throw new InvalidDataException($"JPEG: quantization table {component.QuantizationTable} is missing: the file is damaged.");
        }

        _position = JpegScanDecoder.Read(
            frame, scan, _restartInterval, new JpegBlockDecoder(scan, _constants, _others, new JpegBitReader(_file, _position)));
    }
}
