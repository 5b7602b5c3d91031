using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>Four convolutions 7×7 without pooling, growing by a step in channels while the picture shrinks.</summary>
internal static class M7
{
    internal static ZooModel Model { get; } = new("m7", "four convolutions 7×7 without pooling", "An, Lee, Park, Yang, So 2020, \"An ensemble of simple convolutional neural network models\", arXiv:2008.10400", Build);

    private static Network Build() => Plain.Build("m7", kernelSize: 7, [48, 96, 144, 192]);
}
