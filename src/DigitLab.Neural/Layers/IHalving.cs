namespace DigitLab.Neural;

/// <summary>A layer that can do the work of a <see cref="Relu"/> and of a maximum pooling over 2×2 pixels behind it, so that neither its own output nor the rectifier's is ever written.</summary>
/// <remarks>The bits are those of the three layers one after the other.</remarks>
internal interface IHalving : IRectifying
{
    /// <summary>Whether it can for pictures of that shape, with the two in that order.</summary>
    bool CanHalve(Shape input, HalvingOrder order, Pass pass);

    /// <summary>Computes the rectified maxima.</summary>
    void ForwardHalved(Tensor input, Tensor halved, HalvingOrder order, Pass pass);

    /// <summary>The backward pass of the three.</summary>
    /// <param name="input">What <see cref="ForwardHalved"/> was given.</param>
    /// <param name="halved">The rectified maxima.</param>
    /// <param name="halvedGradient">∂loss/∂maxima.</param>
    /// <param name="inputGradient">Overwritten with ∂loss/∂input; null where nobody needs it.</param>
    /// <param name="pass">The forward pass's own.</param>
    void BackwardHalved(Tensor input, Tensor halved, Tensor halvedGradient, Tensor? inputGradient, Pass pass);
}
