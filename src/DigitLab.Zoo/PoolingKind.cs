namespace DigitLab.Zoo;

/// <summary>What a pooling window keeps, for a <see cref="NetworkVariant"/>.</summary>
public enum PoolingKind
{
    /// <summary>The largest number.</summary>
    Max,

    /// <summary>The mean.</summary>
    Average,
}
