namespace DigitLab.Web;

/// <summary>A convolution's output.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Filters">Its channels.</param>
internal sealed record ConvolutionAnswer(string Name, int Rows, int Columns, int Filters);
