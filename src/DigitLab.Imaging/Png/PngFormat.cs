namespace DigitLab.Imaging;

/// <summary>The constants that reading and writing PNG share.</summary>
/// <remarks>Source: W3C, Portable Network Graphics (PNG) Specification, third edition, 2025.</remarks>
internal static class PngFormat
{
    /// <summary>The eight bytes that every PNG starts with (§5.2).</summary>
    internal static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
}
