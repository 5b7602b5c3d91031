namespace DigitLab.Imaging;

/// <summary>A picture of gray levels, a byte each: 0 is black, 255 is white.</summary>
/// <remarks>Row-major: pixel (x, y) is <c>Pixels[y · Width + x]</c>, with (0, 0) at the top left.</remarks>
public sealed class GrayImage
{
    private readonly byte[] _pixels;

    /// <summary>A black picture.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture is too large for one array.</exception>
    public GrayImage(int width, int height)
    {
        _pixels = new byte[PictureSize.ByteCount(width, height, 1)];
        Width = width;
        Height = height;
    }

    /// <summary>A picture with a copy of the given pixels.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">width · height gray levels, row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture is too large for one array.</exception>
    /// <exception cref="ArgumentException">The number of pixels does not fit the size.</exception>
    public GrayImage(int width, int height, ReadOnlySpan<byte> pixels)
    {
        PictureSize.RequireLength(width, height, 1, pixels);
        _pixels = pixels.ToArray();
        Width = width;
        Height = height;
    }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>All gray levels, row by row; writing here changes the picture.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>The gray level at column x, row y.</summary>
    /// <param name="x">Column, 0 to Width − 1.</param>
    /// <param name="y">Row, 0 to Height − 1.</param>
    /// <exception cref="IndexOutOfRangeException">The place lies outside the picture.</exception>
    public byte this[int x, int y]
    {
        get => Row(y)[x];
        set => Row(y)[x] = value;
    }

    /// <summary>The gray levels of one row; writing here changes the picture.</summary>
    /// <param name="y">Row, 0 to Height − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return _pixels.AsSpan(y * Width, Width);
    }

    /// <summary>The part of the picture within a box, as a new picture.</summary>
    /// <param name="box">At least 1×1 pixel, within the picture.</param>
    /// <exception cref="ArgumentOutOfRangeException">The box is empty or reaches outside.</exception>
    public GrayImage Crop(PixelBox box)
    {
        PixelBox.RequireWithin(box, Width, Height);
        var part = new GrayImage(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
        {
            Row(box.Y + y).Slice(box.X, box.Width).CopyTo(part.Row(y));
        }

        return part;
    }

    /// <summary>The negative, 255 − v for every pixel, as a new picture.</summary>
    public GrayImage Invert()
    {
        var negative = new GrayImage(Width, Height);
        for (int i = 0; i < _pixels.Length; i++)
        {
            negative._pixels[i] = (byte)(255 - _pixels[i]);
        }

        return negative;
    }

    /// <summary>The same picture in colour: red, green and blue equal, everything opaque.</summary>
    public ColorImage ToColor()
    {
        var color = new ColorImage(Width, Height);
        Span<byte> rgba = color.Pixels;
        for (int i = 0; i < _pixels.Length; i++)
        {
            rgba.Slice(4 * i, 3).Fill(_pixels[i]);
            rgba[4 * i + 3] = 255;
        }

        return color;
    }

    /// <summary>A line for logs: <c>gray 28×28</c>.</summary>
    public override string ToString() => $"gray {Width}×{Height}";
}
