namespace DigitLab.Neural;

/// <summary>The tables of a map that is linear in θ, for one size of picture.</summary>
/// <remarks>
/// Output pixel p is read at x[p] = placeX[p] + Σ_k basisX[k, p] · (θ[ofX[k]] − identity[ofX[k]]), and likewise y, in pixels. So where θ is
/// the identity nothing is added, and no rounding can move a pixel.
/// </remarks>
internal sealed class GridBasis
{
    private readonly int _width;

    internal GridBasis(int height, int width, int[] ofX, int[] ofY, ReadOnlySpan<float> identity)
    {
        _width = width;
        (OfX, OfY, Identity) = (ofX, ofY, identity.ToArray());
        Places = height * width;
        (PlaceX, PlaceY) = (new Tensor(new Shape(Places)), new Tensor(new Shape(Places)));
        (BasisX, BasisY) = (new Tensor(new Shape(ofX.Length, Places)), new Tensor(new Shape(ofY.Length, Places)));
    }

    internal int Places { get; }

    /// <summary>Which numbers of θ the columns depend on.</summary>
    internal int[] OfX { get; }

    /// <summary>Which numbers of θ the rows depend on.</summary>
    internal int[] OfY { get; }

    internal float[] Identity { get; }

    internal Tensor PlaceX { get; }

    internal Tensor PlaceY { get; }

    /// <summary>[terms, places].</summary>
    internal Tensor BasisX { get; }

    /// <summary>[terms, places].</summary>
    internal Tensor BasisY { get; }

    /// <summary>Where pixel (i, j) is read if θ is the identity.</summary>
    internal void SetPlace(int i, int j, double x, double y)
    {
        PlaceX.Span[(i * _width) + j] = (float)x;
        PlaceY.Span[(i * _width) + j] = (float)y;
    }

    /// <summary>By how many columns each number moves pixel (i, j).</summary>
    internal void SetX(int i, int j, params ReadOnlySpan<double> terms) => Set(BasisX, (i * _width) + j, terms);

    /// <summary>By how many rows each number moves pixel (i, j).</summary>
    internal void SetY(int i, int j, params ReadOnlySpan<double> terms) => Set(BasisY, (i * _width) + j, terms);

    private void Set(Tensor basis, int place, ReadOnlySpan<double> terms)
    {
        for (int k = 0; k < terms.Length; k++)
        {
            basis.Span[(k * Places) + place] = (float)terms[k];
        }
    }
}
