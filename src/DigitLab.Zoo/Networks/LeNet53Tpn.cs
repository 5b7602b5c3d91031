using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary><see cref="LeNet53"/> behind a thin-plate-spline transformer, which may bend the digit by nine control points.</summary>
internal static class LeNet53Tpn
{
    internal static ZooModel Model { get; } = new(
        "lenet53-tpn", "a thin-plate-spline transformer, then lenet53", "the published lenet53 family: 29 errors; Jaderberg et al. 2015, §3.2", Build);

    private static Network Build() => new(
        "lenet53-tpn", Digit.Input, new Sequential([Localization.Transformer(256, new ThinPlateGrid()), .. LeNet53.Layers()]));
}
