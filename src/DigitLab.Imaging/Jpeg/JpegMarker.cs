namespace DigitLab.Imaging;

/// <summary>The second bytes of JPEG's markers, whose first is FF. Source: ITU-T T.81 (1992), table B.1.</summary>
internal static class JpegMarker
{
    internal const byte BaselineFrame = 0xC0;
    internal const byte ExtendedFrame = 0xC1;
    internal const byte ProgressiveFrame = 0xC2;
    internal const byte HuffmanTables = 0xC4;
    internal const byte ArithmeticConditions = 0xCC;
    internal const byte FirstRestart = 0xD0;
    internal const byte LastRestart = 0xD7;
    internal const byte Start = 0xD8;
    internal const byte End = 0xD9;
    internal const byte Scan = 0xDA;
    internal const byte QuantizationTables = 0xDB;
    internal const byte RestartInterval = 0xDD;
    internal const byte App0 = 0xE0;    // JFIF
    internal const byte App1 = 0xE1;    // Exif
    internal const byte App14 = 0xEE;   // Adobe
    internal const byte JpegLsFrame = 0xF7;
    internal const byte Temporary = 0x01;

    /// <summary>Whether the marker starts a frame, of a kind that is read here or not.</summary>
    internal static bool IsFrame(byte marker) =>
        (marker is >= 0xC0 and <= 0xCF && marker is not (HuffmanTables or 0xC8 or ArithmeticConditions)) || marker == JpegLsFrame;

    /// <summary>Whether the marker stands alone, without a segment.</summary>
    internal static bool IsAlone(byte marker) => marker is Temporary or (>= FirstRestart and <= Start);
}
