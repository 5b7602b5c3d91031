using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Makes another digit of the same meaning from a digit: moved, turned, bent. For training only, never for validation.</summary>
/// <remarks>The result depends on the picture and the key alone, whatever thread asks; several may ask at once. An implementation allocates nothing in the steady state.</remarks>
public interface IAugmentation
{
    /// <summary>Writes the changed picture.</summary>
    /// <param name="image">The pixels, row by row.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="output">As many pixels, overwritten; not the same memory.</param>
    /// <param name="key">Where the random numbers come from: the run's seed, the epoch, and as sample the digit's place in its dataset.</param>
    void Apply(ReadOnlySpan<byte> image, int height, int width, Span<byte> output, RandomKey key);
}
