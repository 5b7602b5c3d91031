namespace DigitLab.Neural;

/// <summary>A map of the plane for pictures of one size, as a sum: places + Σ_k (θ[k] − identity[k]) · moves[k].</summary>
/// <remarks>
/// The result is where each pixel of the output is read, as (x, y) with −1 and 1 at the centres of the first and the last pixel: what
/// <c>grid_sample</c> of PyTorch and <c>GridSample</c> of ONNX take, with aligned corners.
/// </remarks>
/// <param name="Places">Where pixels are read if θ is the identity: <c>[height, width, 2]</c>.</param>
/// <param name="Moves">How far each number of θ moves them: <c>[parameters, height, width, 2]</c>.</param>
public sealed record SpatialTable(Tensor Places, Tensor Moves);
