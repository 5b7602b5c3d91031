namespace DigitLab.Neural;

/// <summary>A small layer with numbers in it, and an input at which its gradients can be measured.</summary>
/// <param name="Layer">The layer; its parameters are set.</param>
/// <param name="Input">Far enough from kinks and ties that <see cref="GradientCheck"/>'s steps do not reach them.</param>
public sealed record LayerSample(Layer Layer, Tensor Input);
