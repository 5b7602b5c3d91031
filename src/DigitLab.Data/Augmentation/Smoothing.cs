using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Gaussian smoothing of planes, as two products with <see cref="GaussianMatrix"/>: S = G N G. Beyond the plane lie zeros.</summary>
internal sealed class Smoothing(PlaneSize size)
{
    private readonly float[] _ofColumns = new float[size.Height * size.Height];   // from the left
    private readonly float[] _ofRows = new float[size.Width * size.Stride];        // from the right
    private double _sigma;

    /// <summary>Smooths planes of this deviation from now on.</summary>
    internal void Use(double sigma)
    {
        if (_sigma != sigma)
        {
            GaussianMatrix.Fill(_ofColumns, size.Height, size.Height, sigma);
            GaussianMatrix.Fill(_ofRows, size.Width, size.Stride, sigma);
            _sigma = sigma;
        }
    }

    /// <summary>Smooths planes that lie side by side, a row of one followed by the same row of the next.</summary>
    /// <param name="planes">How many.</param>
    /// <param name="numbers">Overwritten with the smooth ones; what lies behind the Width numbers of a row does not matter.</param>
    /// <param name="scratch">As many numbers.</param>
    internal void Run<TLanes, TVector>(int planes, Span<float> numbers, Span<float> scratch)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int stride = planes * size.Stride;
        var columns = new ProductSize(size.Height, size.Height, stride, size.Height, stride, stride);
        PlaneProduct.Run<TLanes, TVector>(columns, _ofColumns, numbers, scratch);
        var rows = new ProductSize(size.Height, size.Width, size.Stride, stride, size.Stride, stride);
        for (int from = 0; from < stride; from += size.Stride)
        {
            PlaneProduct.Run<TLanes, TVector>(rows, scratch[from..], _ofRows, numbers[from..]);
        }
    }
}
