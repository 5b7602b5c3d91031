namespace DigitLab.Imaging;

/// <summary>One channel of a JPEG: its sampling, its tables, and its coefficients or samples.</summary>
internal sealed class JpegComponent
{
    private readonly int[] _known = new int[JpegZigzag.Count];   // of each coefficient the lowest bit that a scan has brought; -1 for none

    internal JpegComponent(byte id, int horizontal, int vertical, int quantizationTable)
    {
        (Id, Horizontal, Vertical, QuantizationTable) = (id, horizontal, vertical, quantizationTable);
        Array.Fill(_known, -1);
    }

    /// <summary>The number by which scans name it.</summary>
    internal byte Id { get; }

    /// <summary>Blocks of a unit side by side.</summary>
    internal int Horizontal { get; }

    /// <summary>Blocks of a unit above each other.</summary>
    internal int Vertical { get; }

    /// <summary>Which table its coefficients are multiplied by.</summary>
    internal int QuantizationTable { get; }

    /// <summary>Columns of samples that belong to the picture.</summary>
    internal int Width { get; private set; }

    /// <summary>Rows of samples that belong to the picture.</summary>
    internal int Height { get; private set; }

    /// <summary>Blocks in a row, those that only fill up the last unit too.</summary>
    internal int BlocksPerRow { get; private set; }

    /// <summary>Rows of blocks, those that only fill up the last unit too.</summary>
    internal int BlockRows { get; private set; }

    /// <summary>Samples in a row of <see cref="Samples"/>.</summary>
    internal int Stride => 8 * BlocksPerRow;

    /// <summary>The coefficients of all blocks where scans add to each other, else of one row of units; each block in row order.</summary>
    internal short[] Coefficients { get; private set; } = [];

    /// <summary>The samples, row by row; rows of <see cref="Stride"/>.</summary>
    internal byte[] Samples { get; private set; } = [];

    /// <summary>The multipliers as they were when its first scan came, in row order; null before.</summary>
    internal ushort[]? Multipliers { get; set; }

    /// <summary>The last constant coefficient, from which the next one differs.</summary>
    internal int Prediction { get; set; }

    /// <summary>Whether a scan has brought its constant coefficients: without them there is no picture.</summary>
    internal bool HasConstants => _known[0] >= 0;

    /// <summary>Takes over its size from the frame.</summary>
    internal void Measure(JpegFrame frame)
    {
        Width = Share(frame.Width, Horizontal, frame.LargestHorizontal);
        Height = Share(frame.Height, Vertical, frame.LargestVertical);
        BlocksPerRow = frame.UnitsPerRow * Horizontal;
        BlockRows = frame.UnitRows * Vertical;
    }

    /// <summary>Takes memory; <see cref="Measure"/> comes first.</summary>
    internal void Allocate(bool isProgressive)
    {
        Coefficients = new short[BlocksPerRow * (isProgressive ? BlockRows : Vertical) * JpegZigzag.Count];
        Samples = new byte[Stride * 8 * BlockRows];
    }

    /// <summary>Notes what a scan brings of the coefficients, and refuses one that does not go on from those before.</summary>
    internal void Advance(JpegScan scan)
    {
        for (int k = scan.First; k <= scan.Last; k++)
        {
            // The first bits come once; after them each scan adds one.
            bool fits = scan.HighBit == 0 ? _known[k] < 0 : _known[k] == scan.HighBit && scan.LowBit == scan.HighBit - 1;
            if (!fits)
            {
                throw new InvalidDataException("JPEG: a scan brings coefficients again, or does not go on from the ones before: the file is damaged.");
            }

            _known[k] = scan.LowBit;
        }
    }

    private static int Share(int pixels, int factor, int largest) => (pixels * factor + largest - 1) / largest;
}
