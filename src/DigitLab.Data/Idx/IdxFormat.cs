namespace DigitLab.Data;

/// <summary>The numbers of the IDX format as MNIST uses it.</summary>
/// <remarks>
/// Two zero bytes, the type (8: unsigned bytes, 12: numbers of 32 bits), the number of axes, each axis's extent as a big-endian 32-bit number, then the
/// data. Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "File formats".
/// </remarks>
internal static class IdxFormat
{
    /// <summary>Unsigned bytes on three axes: pictures.</summary>
    internal const int ImagesMagic = 0x00000803;

    /// <summary>Unsigned bytes on one axis: labels.</summary>
    internal const int LabelsMagic = 0x00000801;

    /// <summary>Whole numbers of 32 bits on two axes: QMNIST's extended labels.</summary>
    internal const int TableMagic = 0x00000C02;

    /// <summary>Magic number, count, rows, columns.</summary>
    internal const int ImagesHeaderBytes = 16;

    /// <summary>Magic number, count.</summary>
    internal const int LabelsHeaderBytes = 8;

    /// <summary>Magic number, rows, columns.</summary>
    internal const int TableHeaderBytes = 12;
}
