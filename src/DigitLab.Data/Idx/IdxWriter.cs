using System.Buffers.Binary;
using System.IO.Compression;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Writes digits as IDX files; a name that ends in <c>.gz</c> gets a compressed one.</summary>
public static class IdxWriter
{
    /// <summary>Writes the pictures, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteImages(string path, DigitDataset digits) => Write(path, stream => WriteImages(stream, digits));

    /// <summary>Writes the labels, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteLabels(string path, DigitDataset digits) => Write(path, stream => WriteLabels(stream, digits));

    /// <summary>Writes the pictures, uncompressed.</summary>
    public static void WriteImages(Stream stream, DigitDataset digits)
    {
        Span<byte> header = stackalloc byte[IdxFormat.ImagesHeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, IdxFormat.ImagesMagic);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], digits.Count);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], digits.Height);
        BinaryPrimitives.WriteInt32BigEndian(header[12..], digits.Width);
        stream.Write(header);
        for (int i = 0; i < digits.Count; i++)
        {
            stream.Write(digits.Image(i));
        }
    }

    /// <summary>Writes the labels, uncompressed.</summary>
    public static void WriteLabels(Stream stream, DigitDataset digits)
    {
        Span<byte> header = stackalloc byte[IdxFormat.LabelsHeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, IdxFormat.LabelsMagic);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], digits.Count);
        stream.Write(header);
        byte[] labels = new byte[digits.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = digits.Label(i);
        }

        stream.Write(labels);
    }

    private static void Write(string path, Action<Stream> write) => AtomicFile.Write(path, file =>
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            write(file);
            return;
        }

        using var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        write(compressed);
    });
}
