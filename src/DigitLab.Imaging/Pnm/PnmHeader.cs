namespace DigitLab.Imaging;

/// <summary>The header of a PNM file.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Samples a pixel: 1 gray, 2 gray and opacity, 3 RGB, 4 RGB and opacity.</param>
/// <param name="Largest">The sample that means full brightness, 1 to 65,535.</param>
/// <param name="IsPlain">Whether samples are written as decimal text.</param>
/// <param name="IsBitmap">Whether this is P1 or P4: bits, of which 1 is black.</param>
internal readonly record struct PnmHeader(int Width, int Height, int Channels, int Largest, bool IsPlain, bool IsBitmap)
{
    private const int LargestSample = 65_535;

    /// <summary>Number of samples of the whole picture.</summary>
    internal long Samples => (long)Width * Height * Channels;

    /// <summary>Bytes of the samples when they are not text.</summary>
    internal long RawBytes => IsBitmap ? (Width + 7L) / 8 * Height : Samples * (Largest > 255 ? 2 : 1);

    /// <summary>Reads and checks the header, from the magic number on, up to the first sample.</summary>
    internal static PnmHeader Parse(ref PnmReader reader, PictureLimits limits)
    {
        string magic = reader.Word("the magic number");
        return magic == "P7" ? ParseArbitrary(ref reader, limits) : ParseClassic(magic, ref reader, limits);
    }

    private static PnmHeader ParseClassic(string magic, ref PnmReader reader, PictureLimits limits)
    {
        if (magic is not ("P1" or "P2" or "P3" or "P4" or "P5" or "P6"))
        {
            throw new InvalidDataException($"PNM: expected P1 to P7 at the start, got \"{magic}\": is it a PNM at all?");
        }

        bool isBitmap = magic is "P1" or "P4";
        bool isPlain = magic is "P1" or "P2" or "P3";
        int width = reader.Number("the width", int.MaxValue);
        int height = reader.Number("the height", int.MaxValue);
        limits.Require("PNM", width, height);
        int largest = isBitmap ? 1 : ReadLargest(ref reader);
        reader.EndHeader();
        return new PnmHeader(width, height, magic is "P3" or "P6" ? 3 : 1, largest, isPlain, isBitmap);
    }

    // PAM: a line for each field, in any order, up to ENDHDR.
    private static PnmHeader ParseArbitrary(ref PnmReader reader, PictureLimits limits)
    {
        int width = 0;
        int height = 0;
        int channels = 0;
        int largest = 0;
        while (true)
        {
            string field = reader.Word("ENDHDR");
            switch (field)
            {
                case "WIDTH":
                    width = reader.Number("the width", int.MaxValue);
                    break;
                case "HEIGHT":
                    height = reader.Number("the height", int.MaxValue);
                    break;
                case "DEPTH":
                    channels = reader.Number("the depth", 4);
                    break;
                case "MAXVAL":
                    largest = ReadLargest(ref reader);
                    break;
                case "TUPLTYPE":
                    _ = reader.Word("the tuple type");   // the depth says what a pixel holds
                    break;
                case "ENDHDR":
                    limits.Require("PNM", width, height);
                    if (channels == 0 || largest == 0)
                    {
                        throw new InvalidDataException("PNM: expected a DEPTH of 1 to 4 and a MAXVAL in the header: the file is damaged.");
                    }

                    reader.EndHeader();
                    return new PnmHeader(width, height, channels, largest, IsPlain: false, IsBitmap: false);
                default:
                    throw new InvalidDataException(
                        $"PNM: expected WIDTH, HEIGHT, DEPTH, MAXVAL, TUPLTYPE or ENDHDR in the header, got \"{field}\": the file is damaged.");
            }
        }
    }

    private static int ReadLargest(ref PnmReader reader)
    {
        int largest = reader.Number("the largest sample", LargestSample);
        return largest > 0 ? largest : throw new InvalidDataException("PNM: expected a largest sample of at least 1, got 0.");
    }
}
