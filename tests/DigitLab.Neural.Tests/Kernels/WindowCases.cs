namespace DigitLab.Neural.Tests.Kernels;

/// <summary>Windows and pictures that bring out what may go wrong: channels on both sides of every width, overlap, gaps, padding, dilation.</summary>
public static class WindowCases
{
    public static TheoryData<PoolingCase> All => new(
        ((int[])[1, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 24, 33, 176])
            .Select(channels => new PoolingCase(2, 5, 6, channels, WindowGeometry.Square(2, stride: 2)))
            .Concat(
            [
                new PoolingCase(1, 1, 1, 1, WindowGeometry.Square(1)),
                new PoolingCase(3, 1, 1, 5, WindowGeometry.Square(3, padding: 1)),
                new PoolingCase(2, 7, 7, 5, WindowGeometry.Square(3, stride: 1, padding: 1)),    // windows overlap
                new PoolingCase(2, 7, 7, 5, WindowGeometry.Square(3, stride: 2, padding: 2)),
                new PoolingCase(2, 9, 8, 5, WindowGeometry.Square(2, stride: 3)),                // pixels that no window sees
                new PoolingCase(2, 9, 8, 5, WindowGeometry.Square(3, padding: 3, dilation: 2)),
                new PoolingCase(2, 6, 5, 3, new WindowGeometry(2, 3, 2, new Padding(1, 0, 0, 2), 1)),
                new PoolingCase(2, 6, 5, 3, new WindowGeometry(4, 1, 1, new Padding(3, 2, 0, 0), 1)),
                new PoolingCase(17, 4, 4, 2, WindowGeometry.Square(4)),                          // one window a picture
                new PoolingCase(1000, 3, 3, 2, WindowGeometry.Square(2, stride: 1)),
            ]));
}
