using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary><see cref="LeNet53"/> behind an affine spatial transformer, which may turn, scale, shear and shift the digit first.</summary>
internal static class LeNet53Stn
{
    internal static ZooModel Model { get; } = new(
        "lenet53-stn", "an affine spatial transformer, then lenet53", "the published lenet53 family: 31 errors; Jaderberg et al. 2015, arXiv:1506.02025", Build);

    private static Network Build() => new(
        "lenet53-stn", Digit.Input, new Sequential([Localization.Transformer(128, new AffineGrid()), .. LeNet53.Layers()]));
}
