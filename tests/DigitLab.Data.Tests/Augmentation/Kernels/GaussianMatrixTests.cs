namespace DigitLab.Data.Tests.Augmentation.Kernels;

public class GaussianMatrixTests
{
    // σ = 1: weights e^(−d²/2) over their sum 1 + 2 (0.606531 + 0.135335 + 0.011109 + 0.000335 + …) = 2.506628 = √(2π) to six places.
    [Fact]
    public void A_case_computed_by_hand()
    {
        float[] matrix = new float[3 * 4];
        Array.Fill(matrix, 9);
        GaussianMatrix.Fill(matrix, 3, 4, 1);
        const float Here = 0.398942f, Next = 0.241971f, Far = 0.053991f;
        float[] expected = [Here, Next, Far, 0, Next, Here, Next, 0, Far, Next, Here, 0];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], matrix[i], 1e-6f);
        }
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(4)]
    [InlineData(35)]
    public void Far_from_the_ends_nothing_is_lost_and_every_weight_is_a_normal_number(double sigma)
    {
        const int Size = 801;
        float[] matrix = new float[Size * Size];
        GaussianMatrix.Fill(matrix, Size, Size, sigma);
        Assert.Equal(1, matrix.AsSpan(400 * Size, Size).ToArray().Sum(weight => (double)weight), 1e-5);
        Assert.All(matrix, weight => Assert.True(weight is 0 or >= 1e-13f, $"{weight}"));
        Assert.Equal(matrix[(3 * Size) + 5], matrix[(5 * Size) + 3]);
    }
}
