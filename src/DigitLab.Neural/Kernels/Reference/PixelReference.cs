namespace DigitLab.Neural;

/// <summary>Where numbers lie in a tensor, in the words of a textbook.</summary>
internal static class PixelReference
{
    /// <summary>The place of x[n, i, j, c].</summary>
    internal static int IndexOf(Shape shape, int n, int i, int j, int c) => (((((n * shape[1]) + i) * shape[2]) + j) * shape[3]) + c;

    /// <summary>The places that exist of a window's pixels, row by row: x[n, i·s + u·d − top, j·s + v·d − left, c].</summary>
    internal static IEnumerable<int> Of(WindowGeometry window, Shape input, int n, int i, int j, int c)
    {
        foreach ((int _, int pixel) in WithTaps(window, input, n, i, j, c))
        {
            yield return pixel;
        }
    }

    /// <summary>The same, each with the number of its tap: u · window width + v.</summary>
    internal static IEnumerable<(int Tap, int Pixel)> WithTaps(WindowGeometry window, Shape input, int n, int i, int j, int c)
    {
        for (int u = 0; u < window.Height; u++)
        {
            for (int v = 0; v < window.Width; v++)
            {
                int row = (i * window.Stride) + (u * window.Dilation) - window.Padding.Top;
                int column = (j * window.Stride) + (v * window.Dilation) - window.Padding.Left;
                if (row >= 0 && row < input[1] && column >= 0 && column < input[2])
                {
                    yield return ((u * window.Width) + v, IndexOf(input, n, row, column, c));
                }
            }
        }
    }
}
