namespace DigitLab.Neural;

/// <summary>The pixels of an input whose distances to the stride's grid are equal, and the taps that meet them.</summary>
/// <param name="FirstRow">The first such pixel's row; the next is a stride below.</param>
/// <param name="FirstColumn">The first such pixel's column.</param>
/// <param name="PixelRows">Rows of such pixels.</param>
/// <param name="Places">From a padded sample of the output's gradient to each pixel's place in it, row by row.</param>
/// <param name="Steps">From that place to each term, ordered by u, v, o; may lie before it.</param>
/// <param name="WeightRows">The row u, v, o of the weights that each term meets.</param>
/// <param name="Weights">Those rows, <c>[terms, channels in]</c>, gathered anew in each backward pass.</param>
internal sealed record ConvolutionPhase(
    int FirstRow, int FirstColumn, int PixelRows, int[] Places, int[] Steps, int[] WeightRows, Tensor Weights);
