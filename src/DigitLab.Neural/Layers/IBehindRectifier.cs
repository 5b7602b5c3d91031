namespace DigitLab.Neural;

/// <summary>A layer that reads its input on the way back, and so can hold back what a <see cref="Relu"/> before it holds back: that costs no pass over memory then.</summary>
/// <remarks>The bits are those of the two layers one after the other.</remarks>
internal interface IBehindRectifier
{
    /// <summary>The backward pass of the layer, and of the rectifier whose output is its input.</summary>
    /// <param name="input">The rectified numbers.</param>
    /// <param name="output">What the layer made of them.</param>
    /// <param name="outputGradient">∂loss/∂output.</param>
    /// <param name="inputGradient">Overwritten with the gradient of what was rectified.</param>
    /// <param name="pass">The forward pass's own.</param>
    void BackwardBehindRectifier(Tensor input, Tensor output, Tensor outputGradient, Tensor inputGradient, Pass pass);
}
