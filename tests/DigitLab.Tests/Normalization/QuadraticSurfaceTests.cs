namespace DigitLab.Tests.Normalization;

public sealed class QuadraticSurfaceTests
{
    [Fact]
    public void Points_of_a_quadratic_surface_give_it_back()
    {
        static double Height(double x, double y) => 200 - 3 * x + 40 * y - 12 * x * x + 5 * x * y + 7 * y * y;
        QuadraticSurface surface = QuadraticSurface.Fit([.. Grid(5, 5).Select(p => (p.X, p.Y, Height(p.X, p.Y)))]);
        Assert.All(Grid(7, 7), p => Assert.Equal(Height(p.X, p.Y), surface.At(p.X, p.Y), 1e-9));
    }

    [Fact]
    public void One_point_and_a_row_of_points_leave_the_rest_level()
    {
        QuadraticSurface one = QuadraticSurface.Fit([(0.5, 0.5, 80)]);
        Assert.Equal(80, one.At(0.5, 0.5), 1e-9);

        QuadraticSurface row = QuadraticSurface.Fit([.. Grid(9, 1).Select(p => (p.X, 0.0, 100 + 10 * p.X))]);
        Assert.Equal(107, row.At(0.7, 0), 1e-9);
        Assert.Equal(107, row.At(0.7, 1), 1e-9);
    }

    [Fact]
    public void A_constant_surface_is_level() => Assert.Equal(42, QuadraticSurface.Constant(42).At(-1, 1));

    private static IEnumerable<(double X, double Y)> Grid(int columns, int rows) =>
        from i in Enumerable.Range(0, columns)
        from j in Enumerable.Range(0, rows)
        select ((2.0 * i / columns) - 0.9, (2.0 * j / rows) - 0.9);
}
