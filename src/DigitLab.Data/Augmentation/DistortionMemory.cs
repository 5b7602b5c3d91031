namespace DigitLab.Data;

/// <summary>What distorting a picture needs of memory, kept for the next picture of the same size on the same thread.</summary>
internal sealed class DistortionMemory
{
    [ThreadStatic]
    private static DistortionMemory? _ofThread;

    private DistortionMemory(PlaneSize size)
    {
        Size = size;
        Pixels = new byte[(size.Height * size.Width) + PlaneSize.Step];
        Bordered = new byte[size.BorderedCount + PlaneSize.Step];
        Words = new uint[Math.Max(2 * size.NoiseWords, size.Height * size.Width) + PlaneSize.Step];
        Numbers = new float[2 * size.Count];
        Scratch = new float[2 * size.Count];
        Places = new ResamplingPlaces(size);
        (Elastic, Blur) = (new Smoothing(size), new Smoothing(size));
    }

    /// <summary>Of the pictures.</summary>
    internal PlaneSize Size { get; }

    /// <summary>The picture as it is so far, with room behind it for a vector's rest.</summary>
    internal byte[] Pixels { get; }

    /// <summary>A picture within zeros; only its inside is ever written.</summary>
    internal byte[] Bordered { get; }

    /// <summary>Random words, with room behind them.</summary>
    internal uint[] Words { get; }

    /// <summary>Two planes.</summary>
    internal float[] Numbers { get; }

    /// <summary>Two more.</summary>
    internal float[] Scratch { get; }

    /// <summary>The resampling's.</summary>
    internal ResamplingPlaces Places { get; }

    /// <summary>The elastic field's.</summary>
    internal Smoothing Elastic { get; }

    /// <summary>The blur's.</summary>
    internal Smoothing Blur { get; }

    /// <summary>This thread's memory for pictures of one size.</summary>
    internal static DistortionMemory For(int height, int width)
    {
        var size = new PlaneSize(height, width);
        return _ofThread is DistortionMemory memory && memory.Size == size ? memory : _ofThread = new DistortionMemory(size);
    }

    /// <summary>Copies the picture into the zeros.</summary>
    internal void PutBorder()
    {
        for (int y = 0; y < Size.Height; y++)
        {
            Pixels.AsSpan(y * Size.Width, Size.Width).CopyTo(Bordered.AsSpan(((y + 1) * Size.BorderedStride) + 1));
        }
    }
}
