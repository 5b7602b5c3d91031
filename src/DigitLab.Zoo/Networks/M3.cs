using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>Ten convolutions 3×3 without pooling, growing by a step in channels while the picture shrinks.</summary>
internal static class M3
{
    internal static ZooModel Model { get; } = new("m3", "ten convolutions 3×3 without pooling", "An, Lee, Park, Yang, So 2020, \"An ensemble of simple convolutional neural network models\", arXiv:2008.10400", Build);

    private static Network Build() => Plain.Build("m3", kernelSize: 3, [32, 48, 64, 80, 96, 112, 128, 144, 160, 176]);
}
