namespace DigitLab.Neural;

/// <summary>How a spatial transformer's coordinates, from −1 to 1, become pixels.</summary>
public enum SamplingConvention
{
    /// <summary>−1 and 1 are the centres of the first and the last pixel, and the identity maps every picture to itself, bit for bit.</summary>
    Exact,

    /// <summary>
    /// That of the published lenet53-stn and lenet53-tpn weights, which shrinks a little: a side of n pixels has base coordinates −1 + 2i/n,
    /// i from 0 (affine) or from 1 (thin plate), while coordinate g is read at pixel (g + 1)(n − 1)/2; and the affine form counts rows first.
    /// </summary>
    Published,
}
