using System.Buffers.Binary;

namespace DigitLab.Data;

/// <summary>Reads IDX files, plain or gzip-compressed: which of the two is told by the content, not by the name.</summary>
/// <remarks>
/// The header is held against the file's length before memory is taken for the data; where the length is unknown (compressed
/// files, streams that cannot seek) memory grows with what really comes.
/// </remarks>
public static class IdxReader
{
    /// <summary>Reads an image file (magic number 2051).</summary>
    /// <exception cref="InvalidDataException">The file is missing, damaged or not an image file; the message says which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxImages ReadImages(string path)
    {
        using FileStream stream = Open(path);
        return ReadImages(stream, path);
    }

    /// <summary>Reads an image file (magic number 2051) from a stream, to its end.</summary>
    /// <param name="stream">The content, plain or compressed; left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">The content is damaged or not an image file; the message says which.</exception>
    public static IdxImages ReadImages(Stream stream, string name)
    {
        using var source = new IdxSource(stream, name);
        Span<byte> header = stackalloc byte[IdxFormat.ImagesHeaderBytes];
        source.ReadHeader(header, IdxFormat.ImagesMagic);
        int count = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        int height = BinaryPrimitives.ReadInt32BigEndian(header[8..]);
        int width = BinaryPrimitives.ReadInt32BigEndian(header[12..]);
        if (count < 0 || height < 1 || width < 1)
        {
            throw new InvalidDataException($"{name}: expected a count and a picture size, got {count} images of {height}×{width}: the header is damaged.");
        }

        return new IdxImages(count, height, width, source.ReadBody((Int128)count * height * width, $"{count} images of {height}×{width}"));
    }

    /// <summary>Reads a label file (magic number 2049).</summary>
    /// <returns>A digit for each picture, 0 to 9.</returns>
    /// <exception cref="InvalidDataException">The file is missing, damaged or not a label file; the message says which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadLabels(string path)
    {
        using FileStream stream = Open(path);
        return ReadLabels(stream, path);
    }

    /// <summary>Reads a label file (magic number 2049) from a stream, to its end.</summary>
    /// <param name="stream">The content, plain or compressed; left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>A digit for each picture, 0 to 9.</returns>
    /// <exception cref="InvalidDataException">The content is damaged or not a label file; the message says which.</exception>
    public static byte[] ReadLabels(Stream stream, string name)
    {
        using var source = new IdxSource(stream, name);
        Span<byte> header = stackalloc byte[IdxFormat.LabelsHeaderBytes];
        source.ReadHeader(header, IdxFormat.LabelsMagic);
        int count = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (count < 0)
        {
            throw new InvalidDataException($"{name}: expected a count, got {count} labels: the header is damaged.");
        }

        byte[] labels = source.ReadBody(count, $"{count} labels");
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(DigitDataset.Classes - 1));
        return wrong < 0
            ? labels
            : throw new InvalidDataException($"{name}: expected labels from 0 to 9, got {labels[wrong]} for digit {wrong}: the file is damaged or not of digits.");
    }

    /// <summary>Reads a table of whole numbers (magic number 3074).</summary>
    /// <returns>How many rows and columns there are, and the numbers row by row.</returns>
    /// <exception cref="InvalidDataException">The file is missing, damaged or no such table; the message says which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (int Rows, int Columns, int[] Values) ReadTable(string path)
    {
        using FileStream stream = Open(path);
        using var source = new IdxSource(stream, path);
        Span<byte> header = stackalloc byte[IdxFormat.TableHeaderBytes];
        source.ReadHeader(header, IdxFormat.TableMagic);
        int rows = BinaryPrimitives.ReadInt32BigEndian(header[4..]), columns = BinaryPrimitives.ReadInt32BigEndian(header[8..]);
        if (rows < 0 || columns < 1)
        {
            throw new InvalidDataException($"{path}: expected a table's size, got {rows} rows of {columns}: the header is damaged.");
        }

        byte[] body = source.ReadBody((Int128)rows * columns * sizeof(int), $"{rows} rows of {columns} numbers");
        int[] values = new int[body.Length / sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(i * sizeof(int)));
        }

        return (rows, columns, values);
    }

    /// <summary>Reads an image file and the label file that belongs to it.</summary>
    /// <param name="imagesPath">The image file.</param>
    /// <param name="labelsPath">The label file.</param>
    /// <param name="name">What to call the dataset.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or there are not as many labels as images.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DigitDataset ReadDigits(string imagesPath, string labelsPath, string name)
    {
        byte[] labels = ReadLabels(labelsPath);
        IdxImages images = ReadImages(imagesPath);
        return labels.Length == images.Count
            ? new DigitDataset(name, images.Height, images.Width, images.Pixels, labels)
            : throw new InvalidDataException(
                $"{labelsPath}: expected {images.Count} labels, as many as {imagesPath} has images, got {labels.Length}: are the files of one set?");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: expected an IDX file, got none: there is no file of this name.", missing);
        }
    }
}
