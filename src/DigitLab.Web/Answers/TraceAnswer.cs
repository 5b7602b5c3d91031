using DigitLab.Insight;

namespace DigitLab.Web;

/// <summary>One number of a convolution's output and what it was made of.</summary>
/// <param name="Traced">The arithmetic.</param>
/// <param name="Total">Bias and sums together.</param>
/// <param name="Output">What the filter made of the whole digit, as a PNG in a data address.</param>
/// <param name="Input">The digit, as a PNG in a data address.</param>
/// <param name="Reach">The magnitude of the filter's strongest weight.</param>
internal sealed record TraceAnswer(TracedOutput Traced, double Total, string Output, string Input, float Reach);
