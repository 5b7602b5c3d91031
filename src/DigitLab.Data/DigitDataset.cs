namespace DigitLab.Data;

/// <summary>Labelled digits in memory: gray pictures of one size, a byte a pixel (0 background, 255 ink), and the digit that each shows.</summary>
/// <remarks>Immutable. A part of it (<see cref="Select"/>, <see cref="Range"/>) shares the pictures with the whole.</remarks>
public sealed class DigitDataset
{
    /// <summary>The number of classes: the digits 0 to 9.</summary>
    public const int Classes = 10;

    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly int[]? _indices;   // of a part: which of the whole's digits it has

    /// <summary>A dataset of these pictures, which are not copied.</summary>
    /// <param name="name">What to call it: <c>mnist-train</c>.</param>
    /// <param name="height">Rows of a picture; at least 1.</param>
    /// <param name="width">Pixels of a row; at least 1.</param>
    /// <param name="pixels">All pictures one after the other, row by row.</param>
    /// <param name="labels">A digit for each, 0 to 9.</param>
    /// <param name="isSynthetic">Whether the digits were made by a program and not written by people.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is above 9.</exception>
    public DigitDataset(string name, int height, int width, byte[] pixels, byte[] labels, bool isSynthetic = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (pixels.LongLength != (long)labels.Length * height * width)
        {
            throw new ArgumentException(
                $"{name}: expected {labels.Length} pictures of {height}×{width} pixels, got {pixels.LongLength} bytes.", nameof(pixels));
        }

        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
        {
            throw new ArgumentException($"{name}: expected labels from 0 to 9, got {labels[wrong]} for digit {wrong}.", nameof(labels));
        }

        (Name, Height, Width, IsSynthetic) = (name, height, width, isSynthetic);
        (_pixels, _labels) = (pixels, labels);
    }

    private DigitDataset(DigitDataset whole, string name, int[] indices)
    {
        (Name, Height, Width, IsSynthetic) = (name, whole.Height, whole.Width, whole.IsSynthetic);
        (_pixels, _labels, _indices) = (whole._pixels, whole._labels, indices);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Rows of a picture.</summary>
    public int Height { get; }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Whether the digits were made by a program and not written by people.</summary>
    public bool IsSynthetic { get; }

    /// <summary>How many digits there are.</summary>
    public int Count => _indices?.Length ?? _labels.Length;

    /// <summary>The pixels of one picture, row by row.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such digit.</exception>
    public ReadOnlySpan<byte> Image(int index) => _pixels.AsSpan(Place(index) * Height * Width, Height * Width);

    /// <summary>The digit that one picture shows.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such digit.</exception>
    public byte Label(int index) => _labels[Place(index)];

    /// <summary>The digits at these places, in this order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such digit.</exception>
    public DigitDataset Select(ReadOnlySpan<int> indices, string? name = null)
    {
        int[] places = new int[indices.Length];
        for (int i = 0; i < places.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(indices[i], nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(indices[i], Count, nameof(indices));
            places[i] = Place(indices[i]);
        }

        return new DigitDataset(this, name ?? Name, places);
    }

    /// <summary>Datasets one after the other; the pictures are copied.</summary>
    /// <param name="name">What to call the whole.</param>
    /// <param name="parts">At least one, with pictures of one size.</param>
    /// <exception cref="ArgumentException">There is none, or the pictures differ in size.</exception>
    public static DigitDataset Concat(string name, params IReadOnlyList<DigitDataset> parts)
    {
        if (parts.Count == 0 || parts.Any(part => (part.Height, part.Width) != (parts[0].Height, parts[0].Width)))
        {
            throw new ArgumentException($"{name}: expected datasets with pictures of one size, got {string.Join(", ", parts)}.", nameof(parts));
        }

        int size = parts[0].Height * parts[0].Width, at = 0;
        byte[] labels = new byte[parts.Sum(part => part.Count)], pixels = new byte[labels.Length * size];
        foreach (DigitDataset part in parts)
        {
            for (int i = 0; i < part.Count; i++, at++)
            {
                part.Image(i).CopyTo(pixels.AsSpan(at * size));
                labels[at] = part.Label(i);
            }
        }

        return new DigitDataset(name, parts[0].Height, parts[0].Width, pixels, labels, parts.Any(part => part.IsSynthetic));
    }

    /// <summary>Consecutive digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not all there.</exception>
    public DigitDataset Range(int start, int count, string? name = null) => Select(Enumerable.Range(start, count).ToArray(), name);

    /// <summary>The first digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or there are fewer.</exception>
    public DigitDataset Take(int count, string? name = null) => count >= 0 && count <= Count
        ? Range(0, count, name)
        : throw new ArgumentOutOfRangeException(nameof(count), $"{Name}: expected a limit from 0 to {Count} digits, got {count}.");

    /// <summary>A line about it: <c>mnist-train: 60000 digits of 28×28</c>.</summary>
    public override string ToString() => $"{Name}: {Count} digits of {Height}×{Width}";

    private int Place(int index) => _indices is null ? index : _indices[index];
}
