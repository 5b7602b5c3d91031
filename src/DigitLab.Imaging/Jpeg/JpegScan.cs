namespace DigitLab.Imaging;

/// <summary>The header of a scan: which channels it brings, with which tables, and which bits of which coefficients.</summary>
/// <remarks>Source: ITU-T T.81, B.2.3 and G.1.1.1.</remarks>
/// <param name="Components">The channels, in the order of their blocks in a unit.</param>
/// <param name="ConstantTables">For each channel the table of its constant coefficients.</param>
/// <param name="OtherTables">For each channel the table of its other coefficients.</param>
/// <param name="First">The first coefficient, in the file's order.</param>
/// <param name="Last">The last one.</param>
/// <param name="HighBit">The lowest bit that scans before have brought; 0 when there are none.</param>
/// <param name="LowBit">The lowest bit that this one brings.</param>
internal sealed record JpegScan(
    JpegComponent[] Components, int[] ConstantTables, int[] OtherTables, int First, int Last, int HighBit, int LowBit)
{
    private const int MostBlocksOfUnit = 10;   // B.2.3

    /// <summary>Whether it brings constant coefficients; in a progressive picture it then brings no others.</summary>
    internal bool IsConstant => First == 0;

    /// <summary>Reads and checks the header.</summary>
    internal static JpegScan Read(ReadOnlySpan<byte> segment, JpegFrame frame)
    {
        int count = segment.Length > 0 ? segment[0] : 0;
        if (count is < 1 or > 4 || segment.Length < 4 + 2 * count)
        {
            throw new InvalidDataException($"JPEG: a scan's header states {count} channels in {segment.Length} bytes: the file is damaged.");
        }

        var components = new JpegComponent[count];
        int[] constantTables = new int[count], otherTables = new int[count];
        for (int i = 0; i < count; i++)
        {
            byte id = segment[1 + 2 * i], tables = segment[2 + 2 * i];
            components[i] = frame.Components.FirstOrDefault(c => c.Id == id)
                ?? throw new InvalidDataException($"JPEG: a scan names channel {id}, which there is not: the file is damaged.");
            (constantTables[i], otherTables[i]) = (tables >> 4, tables & 15);
            if (constantTables[i] > 3 || otherTables[i] > 3 || components.Take(i).Contains(components[i]))
            {
                throw new InvalidDataException("JPEG: a scan names a table above 3, or a channel twice: the file is damaged.");
            }
        }

        ReadOnlySpan<byte> rest = segment[(1 + 2 * count)..];
        var scan = frame.IsProgressive
            ? new JpegScan(components, constantTables, otherTables, rest[0], rest[1], rest[2] >> 4, rest[2] & 15)
            : new JpegScan(components, constantTables, otherTables, 0, JpegZigzag.Count - 1, 0, 0);   // what else a plain picture states means nothing
        scan.Check(frame);
        return scan;
    }

    private void Check(JpegFrame frame)
    {
        bool isBand = !frame.IsProgressive || (IsConstant ? Last == 0 : First <= Last && Last < JpegZigzag.Count && Components.Length == 1);
        if (!isBand || HighBit > 13 || LowBit > 13)
        {
            throw new InvalidDataException(
                $"JPEG: a scan of {Components.Length} channels states coefficients {First} to {Last}, bits {HighBit} to {LowBit}: the file is damaged.");
        }

        if (Components.Length > 1 && Components.Sum(c => c.Horizontal * c.Vertical) > MostBlocksOfUnit)
        {
            throw new InvalidDataException($"JPEG: a scan has units of more than {MostBlocksOfUnit} blocks: the file is damaged.");
        }
    }
}
