namespace DigitLab.Neural.Tests.Kernels;

[Collection(OneWidthAtATime.Name)]
public sealed class ScaleKernelTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 0)]
    [InlineData(3, 2, 5, 7, 0)]
    [InlineData(2, 3, 1, 16, 1)]
    [InlineData(2, 4, 3, 33, 2)]
    public void Every_width_and_thread_count_gives_the_bits_of_the_formula_within_a_border_of_zeros(
        int batch, int height, int width, int channels, int before)
    {
        var border = new Padding(before, before + (before > 0 ? 1 : 0), before, 2 * before);
        var shape = new Shape(batch, height, width, channels);
        var framed = new Shape(batch, border.Top + height + border.Bottom, border.Left + width + border.Right, channels);
        float[] x = Draw.Numbers(shape.Count, 1), factor = Draw.Numbers(channels, 2), shift = Draw.Numbers(channels, 3);
        x[0] = float.NaN;
        foreach (ProductEnd end in Enum.GetValues<ProductEnd>())
        {
            float[] expected = new float[framed.Count];
            for (int i = 0; i < x.Length; i++)
            {
                (int pixel, int c) = Math.DivRem(i, channels);
                (int row, int j) = Math.DivRem(pixel, width);
                (int n, int h) = Math.DivRem(row, height);
                float value = MathF.FusedMultiplyAdd(factor[c], x[i], shift[c]);
                expected[(((((n * framed[1]) + border.Top + h) * framed[2]) + border.Left + j) * channels) + c] =
                    end == ProductEnd.Rectified && value <= 0 ? 0 : value;
            }

            Tensor input = Guarded.Of(shape, x).Tensor, f = Guarded.Of(new Shape(channels), factor).Tensor, s = Guarded.Of(new Shape(channels), shift).Tensor;
            EveryMachine.Run((workers, machine) =>
            {
                Guarded output = Guarded.Unwritten(framed);
                ScaleKernel.Forward(input, f, s, end, border, output.Tensor, workers);
                Bits.AssertSame(expected, output.Span, $"{end}, {machine}");
                output.AssertOnlyInsideWritten($"{end}, {machine}");
            });
        }
    }
}
