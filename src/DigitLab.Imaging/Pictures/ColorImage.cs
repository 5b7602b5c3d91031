using System.Numerics;

namespace DigitLab.Imaging;

/// <summary>A picture of colours: red, green, blue and opacity, a byte each, in this order.</summary>
/// <remarks>
/// Row-major: pixel (x, y) starts at <c>Pixels[4 · (y · Width + x)]</c>, with (0, 0) at the top left. The alpha is straight: the
/// colour is stored as it is, not multiplied by its opacity.
/// </remarks>
public sealed class ColorImage
{
    private const int BytesPerPixel = 4;
    private readonly byte[] _pixels;

    /// <summary>A wholly transparent picture: every byte is 0.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture is too large for one array.</exception>
    public ColorImage(int width, int height)
    {
        _pixels = new byte[PictureSize.ByteCount(width, height, BytesPerPixel)];
        Width = width;
        Height = height;
    }

    /// <summary>A picture with a copy of the given pixels.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">4 · width · height bytes: R, G, B, A of each pixel, row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture is too large for one array.</exception>
    /// <exception cref="ArgumentException">The number of bytes does not fit the size.</exception>
    public ColorImage(int width, int height, ReadOnlySpan<byte> pixels)
    {
        PictureSize.RequireLength(width, height, BytesPerPixel, pixels);
        _pixels = pixels.ToArray();
        Width = width;
        Height = height;
    }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>All bytes, R, G, B, A of each pixel, row by row; writing here changes the picture.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>The colour at column x, row y.</summary>
    /// <param name="x">Column, 0 to Width − 1.</param>
    /// <param name="y">Row, 0 to Height − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The place lies outside the picture.</exception>
    public Rgba this[int x, int y]
    {
        get
        {
            ReadOnlySpan<byte> p = Row(y).Slice(BytesPerPixel * x, BytesPerPixel);
            return new Rgba(p[0], p[1], p[2], p[3]);
        }

        set
        {
            Span<byte> p = Row(y).Slice(BytesPerPixel * x, BytesPerPixel);
            (p[0], p[1], p[2], p[3]) = (value.R, value.G, value.B, value.A);
        }
    }

    /// <summary>The 4 · Width bytes of one row; writing here changes the picture.</summary>
    /// <param name="y">Row, 0 to Height − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return _pixels.AsSpan(y * Width * BytesPerPixel, Width * BytesPerPixel);
    }

    /// <summary>Whether every pixel is opaque.</summary>
    public bool IsOpaque()
    {
        // Whole vectors of pixels first: with their colours set to 255 they must be 255 throughout.
        Span<byte> pattern = stackalloc byte[Vector<byte>.Count];
        for (int k = 0; k < pattern.Length; k++)
        {
            pattern[k] = k % BytesPerPixel == 3 ? (byte)0 : (byte)255;
        }

        var colors = new Vector<byte>(pattern);
        int i = 0;
        for (; i <= _pixels.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            if (!Vector.EqualsAll(new Vector<byte>(_pixels, i) | colors, Vector<byte>.AllBitsSet))
            {
                return false;
            }
        }

        for (i += 3; i < _pixels.Length; i += BytesPerPixel)
        {
            if (_pixels[i] != 255)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The brightness of every pixel (<see cref="Rgba.Luma"/>), as a new picture.</summary>
    /// <remarks>The opacity plays no part: call <see cref="CompositeOver"/> first where it matters.</remarks>
    public GrayImage ToGray()
    {
        var gray = new GrayImage(Width, Height);
        Span<byte> luma = gray.Pixels;
        for (int i = 0; i < luma.Length; i++)
        {
            luma[i] = new Rgba(_pixels[4 * i], _pixels[4 * i + 1], _pixels[4 * i + 2]).Luma;
        }

        return gray;
    }

    /// <summary>The opacity of every pixel as a gray picture: 0 where transparent, 255 where opaque.</summary>
    public GrayImage ToAlpha()
    {
        var alpha = new GrayImage(Width, Height);
        Span<byte> opacity = alpha.Pixels;
        for (int i = 0; i < opacity.Length; i++)
        {
            opacity[i] = _pixels[4 * i + 3];
        }

        return alpha;
    }

    /// <summary>The picture laid over a plain background, as a new, opaque picture.</summary>
    /// <param name="background">The colour that shows through; its own opacity is taken as 255.</param>
    public ColorImage CompositeOver(Rgba background)
    {
        var opaque = new ColorImage(Width, Height);
        for (int i = 0; i < _pixels.Length; i += BytesPerPixel)
        {
            Rgba mixed = new Rgba(_pixels[i], _pixels[i + 1], _pixels[i + 2], _pixels[i + 3]).Over(background);
            (opaque._pixels[i], opaque._pixels[i + 1], opaque._pixels[i + 2], opaque._pixels[i + 3]) = (mixed.R, mixed.G, mixed.B, 255);
        }

        return opaque;
    }

    /// <summary>The part of the picture within a box, as a new picture.</summary>
    /// <param name="box">At least 1×1 pixel, within the picture.</param>
    /// <exception cref="ArgumentOutOfRangeException">The box is empty or reaches outside.</exception>
    public ColorImage Crop(PixelBox box)
    {
        PixelBox.RequireWithin(box, Width, Height);
        var part = new ColorImage(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
        {
            Row(box.Y + y).Slice(BytesPerPixel * box.X, BytesPerPixel * box.Width).CopyTo(part.Row(y));
        }

        return part;
    }

    /// <summary>The negative, 255 − v for red, green and blue, the opacity kept, as a new picture.</summary>
    public ColorImage Invert()
    {
        var negative = new ColorImage(Width, Height);
        for (int i = 0; i < _pixels.Length; i++)
        {
            negative._pixels[i] = i % BytesPerPixel == 3 ? _pixels[i] : (byte)(255 - _pixels[i]);
        }

        return negative;
    }

    /// <summary>The picture turned and mirrored so that it is seen as it was taken; itself when it is upright.</summary>
    /// <param name="orientation">How it is stored.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such orientation.</exception>
    public ColorImage Turn(PictureOrientation orientation) => Enum.IsDefined(orientation)
        ? PictureTurning.Apply(this, orientation)
        : throw new ArgumentOutOfRangeException(nameof(orientation), $"Expected one of Exif's orientations, 1 to 8, got {orientation}.");

    /// <summary>A line for logs: <c>RGBA 640×480</c>.</summary>
    public override string ToString() => $"RGBA {Width}×{Height}";
}
