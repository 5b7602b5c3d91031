using System.Buffers.Binary;

namespace DigitLab.Data.Tests.Writers;

/// <summary>Small files in the form of QMNIST's extended labels.</summary>
internal static class WriterTable
{
    /// <summary>Bytes of a table: class, series, writer, and five columns that nobody reads.</summary>
    internal static byte[] Bytes(params IReadOnlyList<(int Class, int Series, int Writer)> rows)
    {
        int[] numbers = [0x0C02, rows.Count, 8, .. rows.SelectMany(row => (int[])[row.Class, row.Series, row.Writer, 0, 0, 0, 0, 0])];
        byte[] bytes = new byte[4 * numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        }

        return bytes;
    }
}
