namespace DigitLab.Data;

/// <summary>Who wrote each digit of MNIST, as QMNIST found out.</summary>
/// <remarks>Source: Yadav, Bottou 2019, "Cold case: the lost MNIST digits", arXiv:1905.10498.</remarks>
public sealed class WriterIds
{
    private const int Columns = 8, ClassColumn = 0, SeriesColumn = 1, WriterColumn = 2;   // class, NIST series, writer, …
    private const int StudentSeries = 4;                                                   // hsf_4; 0 to 3 are employees of the census

    private readonly int[] _rows;

    private WriterIds(int[] rows) => _rows = rows;

    /// <summary>How many digits there are.</summary>
    public int Count => _rows.Length / Columns;

    /// <summary>Reads the extended labels of digits, and sees that they are theirs.</summary>
    /// <param name="path">A file of QMNIST's extended labels, plain or gz; rows beyond the digits are passed over.</param>
    /// <param name="digits">The digits, in MNIST's order.</param>
    /// <exception cref="InvalidDataException">The file is missing or damaged, or its digits are others.</exception>
    public static WriterIds Read(string path, DigitDataset digits)
    {
        (int count, int columns, int[] values) = IdxReader.ReadTable(path);
        if (columns != Columns || count < digits.Count)
        {
            throw new InvalidDataException(
                $"{path}: expected {Columns} numbers for each of {digits.Count} digits of {digits.Name}, got {columns} for {count}: is it QMNIST's file for these digits?");
        }

        for (int i = 0; i < digits.Count; i++)
        {
            if (values[(i * Columns) + ClassColumn] != digits.Label(i))
            {
                throw new InvalidDataException(
                    $"{path}: expected digit {i} of {digits.Name} to be a {digits.Label(i)}, got {values[(i * Columns) + ClassColumn]}: the file belongs to other digits.");
            }
        }

        return new WriterIds(values[..(digits.Count * Columns)]);
    }

    /// <summary>The writer of a digit: a number that means nothing more.</summary>
    public int WriterOf(int index) => _rows[(index * Columns) + WriterColumn];

    /// <summary>Whether a student wrote a digit, and not an employee of the census bureau.</summary>
    public bool IsStudent(int index) => _rows[(index * Columns) + SeriesColumn] == StudentSeries;
}
