namespace DigitLab.Imaging;

/// <summary>One colour: red, green, blue and opacity, 0 to 255 each, not multiplied together (straight alpha).</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
/// <param name="A">Opacity: 0 lets everything through, 255 nothing.</param>
public readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>Opaque black.</summary>
    public static Rgba Black => new(0, 0, 0);

    /// <summary>Opaque white.</summary>
    public static Rgba White => new(255, 255, 255);

    /// <summary>Brightness as the eye weighs it, 0 to 255: (299 R + 587 G + 114 B) / 1000, rounded; the opacity plays no part.</summary>
    /// <remarks>The weights are those of Rec. ITU-R BT.601. A gray colour keeps its value exactly.</remarks>
    public byte Luma => (byte)((299 * R + 587 * G + 114 * B + 500) / 1000);

    /// <summary>This colour laid over an opaque background: c·a + b·(1 − a), rounded, per channel.</summary>
    /// <param name="background">The colour below; its own opacity is taken as 255.</param>
    /// <returns>An opaque colour.</returns>
    public Rgba Over(Rgba background) => new(Mix(R, background.R), Mix(G, background.G), Mix(B, background.B));

    private byte Mix(byte above, byte below) => (byte)((above * A + below * (255 - A) + 127) / 255);
}
