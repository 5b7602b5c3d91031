namespace DigitLab.Neural;

/// <summary>Orthonormal columns or rows, by Gram and Schmidt's method, done twice so that rounding leaves nothing over.</summary>
internal sealed class OrthogonalInitializer(double gain) : Initializer
{
    public override void Fill(Span<float> values, Fan fan, ref RandomSource random)
    {
        int columns = Columns(values.Length, fan), rows = values.Length / columns;
        int vectors = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[][] basis = new double[vectors][];
        for (int i = 0; i < vectors; i++)
        {
            basis[i] = new double[length];
            foreach (ref double number in basis[i].AsSpan())
            {
                number = random.NextNormal();
            }

            MakeOrthonormal(basis[i], basis.AsSpan(0, i));
            MakeOrthonormal(basis[i], basis.AsSpan(0, i));
        }

        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                values[(r * columns) + c] = (float)(gain * (rows >= columns ? basis[c][r] : basis[r][c]));
            }
        }
    }

    // The last axis: fan-in counts all the others of a weight, and a vector is one column.
    private static int Columns(int length, Fan fan) => length == fan.In ? 1 : length / fan.In;

    private static void MakeOrthonormal(double[] vector, ReadOnlySpan<double[]> before)
    {
        foreach (double[] other in before)
        {
            double along = Dot(vector, other);
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] -= along * other[i];
            }
        }

        double size = Math.Sqrt(Dot(vector, vector));
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] /= size;
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
