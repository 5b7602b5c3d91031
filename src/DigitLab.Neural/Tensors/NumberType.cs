namespace DigitLab.Neural;

/// <summary>How a file holds a tensor's numbers. In memory they are 32-bit floats, always.</summary>
public enum NumberType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>IEEE 754 binary16.</summary>
    Float16,

    /// <summary>The upper half of a binary32: 8 bits of exponent, 7 of mantissa.</summary>
    BFloat16,

    /// <summary>IEEE 754 binary64.</summary>
    Float64,

    /// <summary>Eight bits: sign, 4 of exponent, 3 of mantissa; no infinity. Source: Micikevicius et al. 2022, arXiv:2209.05433.</summary>
    Float8E4M3,

    /// <summary>Eight bits: the upper half of a binary16. Source: Micikevicius et al. 2022, arXiv:2209.05433.</summary>
    Float8E5M2,

    /// <summary>0 to 255.</summary>
    UInt8,

    /// <summary>−128 to 127.</summary>
    Int8,

    /// <summary>Two bytes without a sign.</summary>
    UInt16,

    /// <summary>Two bytes.</summary>
    Int16,

    /// <summary>Four bytes without a sign.</summary>
    UInt32,

    /// <summary>Four bytes.</summary>
    Int32,

    /// <summary>Eight bytes without a sign.</summary>
    UInt64,

    /// <summary>Eight bytes.</summary>
    Int64,

    /// <summary>A byte, 0 or 1.</summary>
    Boolean,
}
