using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>The form that <see cref="M3"/>, <see cref="M5"/> and <see cref="M7"/> share: valid convolutions, normalized and rectified, then a dense layer.</summary>
/// <remarks>No bias anywhere, for batch normalization follows every weight, the last ones too.</remarks>
internal static class Plain
{
    internal static Network Build(string name, int kernelSize, ReadOnlySpan<int> channels)
    {
        var layers = new List<Layer>();
        int before = 1, side = Digit.Side;
        foreach (int own in channels)
        {
            layers.AddRange([new Conv2D(before, own, kernelSize, hasBias: false), new BatchNorm(own), new Relu()]);
            (before, side) = (own, side - kernelSize + 1);
        }

        layers.AddRange(
        [
            new Flatten(),
            new Dense(side * side * before, Digit.Classes, hasBias: false, initializer: Initializer.GlorotUniform),
            new BatchNorm(Digit.Classes),
        ]);
        return new Network(name, Digit.Input, new Sequential([.. layers]));
    }
}
