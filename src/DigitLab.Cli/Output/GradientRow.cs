using DigitLab.Neural;

namespace DigitLab.Cli.Output;

/// <summary>A line of the table of checked gradients.</summary>
/// <param name="Layer">Whose gradient.</param>
/// <param name="Tensor">By what: the input, or a parameter.</param>
/// <param name="Count">How many numbers were checked.</param>
/// <param name="LargestError">The worst relative error; NaN if a gradient is.</param>
/// <param name="IsRight">Whether that is allowed.</param>
internal sealed record GradientRow(string Layer, string Tensor, int Count, double LargestError, bool IsRight)
{
    internal static GradientRow Of(string layer, GradientCheckResult result) =>
        new(layer, result.Name, result.Count, result.LargestError, result.IsRight);
}
