using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Simard's elastic distortion: each pixel moves by a random field that is smooth, as handwriting varies.</summary>
/// <remarks>
/// Δx = α · (G_σ ∗ U) and Δy likewise with other numbers: U uniform from −1 to 1 at each pixel, G_σ the Gaussian with sum 1, nothing outside the
/// picture. Far from the border the deviation is about α / (2 σ √(3π)): 1.4 pixels for α = 34, σ = 4.
/// U takes 256 values; a sum over hundreds of them does not tell. Source: Simard, Steinkraus, Platt 2003, "Best practices for convolutional
/// neural networks applied to visual document analysis", §2.
/// </remarks>
internal static class ElasticField
{
    /// <summary>Draws a field.</summary>
    /// <param name="memory">Scratch.</param>
    /// <param name="alpha">α in pixels.</param>
    /// <param name="sigma">σ in pixels; above 0.</param>
    /// <param name="random">Two times <see cref="PlaneSize.NoiseWords"/> words are taken: the columns' displacements, then the rows'.</param>
    /// <param name="field">Overwritten with both planes: each row of columns' displacements is followed by the row of rows' displacements.</param>
    internal static void Draw<TLanes, TVector>(DistortionMemory memory, float alpha, double sigma, ref RandomSource random, Span<float> field)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        PlaneSize size = memory.Size;
        Span<uint> words = memory.Words;
        random.Fill(words[..(2 * size.NoiseWords)]);
        NoiseKernel.Uniform<TLanes, TVector>(size, words, alpha, field, 2 * size.Stride);
        NoiseKernel.Uniform<TLanes, TVector>(size, words[size.NoiseWords..], alpha, field[size.Stride..], 2 * size.Stride);
        memory.Elastic.Use(sigma);
        memory.Elastic.Run<TLanes, TVector>(2, field, memory.Scratch);
    }
}
