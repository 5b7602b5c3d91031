using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>Five convolutions 5×5 without pooling, growing by a step in channels while the picture shrinks.</summary>
internal static class M5
{
    internal static ZooModel Model { get; } = new("m5", "five convolutions 5×5 without pooling", "An, Lee, Park, Yang, So 2020, \"An ensemble of simple convolutional neural network models\", arXiv:2008.10400", Build);

    private static Network Build() => Plain.Build("m5", kernelSize: 5, [32, 64, 96, 128, 160]);
}
