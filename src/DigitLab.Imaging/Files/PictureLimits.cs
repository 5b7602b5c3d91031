namespace DigitLab.Imaging;

/// <summary>How large a picture may be before it is refused, checked from its header before memory is taken for pixels.</summary>
public sealed record PictureLimits
{
    private readonly long _maxPixels = 64_000_000;
    private readonly int _maxSide = 30_000;
    private readonly long _maxFileBytes = 512L << 20;

    /// <summary>64 megapixels, 30,000 pixels a side, a file of 512 MiB.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>The most pixels, width · height; 64,000,000 unless set. At 4 bytes a pixel this bounds the memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1, or above the 536,000,000 pixels that one array holds.</exception>
    public long MaxPixels
    {
        get => _maxPixels;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 536_000_000);
            _maxPixels = value;
        }
    }

    /// <summary>The longest side in pixels; 30,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 1,000,000.</exception>
    public int MaxSide
    {
        get => _maxSide;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000);
            _maxSide = value;
        }
    }

    /// <summary>The most bytes that are read from a file or stream; 512 MiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1, or above what one array holds.</exception>
    public long MaxFileBytes
    {
        get => _maxFileBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Array.MaxLength);
            _maxFileBytes = value;
        }
    }

    /// <summary>Refuses a size that a header states, before anything is allocated for it.</summary>
    /// <param name="format">The format's name, which starts the message.</param>
    /// <param name="width">Columns as the header states them, of any value.</param>
    /// <param name="height">Rows as the header states them, of any value.</param>
    /// <exception cref="InvalidDataException">A side is below 1, or a limit is passed.</exception>
    public void Require(string format, long width, long height)
    {
        if (width < 1 || height < 1)
        {
            throw new InvalidDataException($"{format}: the header states {width}×{height} pixels: expected at least 1×1.");
        }

        if (width > MaxSide || height > MaxSide)
        {
            throw new InvalidDataException(
                $"{format}: the picture is {width}×{height} pixels, and a side may have at most {MaxSide:N0}: shrink it.");
        }

        if (width * height > MaxPixels)
        {
            throw new InvalidDataException(
                $"{format}: the picture is {width}×{height} pixels ({width * height:N0}), more than the {MaxPixels:N0} allowed: shrink it.");
        }
    }
}
