using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Reads the name of a loss that the command line and experiments take.</summary>
public static class LossParser
{
    /// <summary>All names.</summary>
    public const string Forms = "cross-entropy, hinge, squared-hinge or mse";

    /// <summary>The settings that a name stands for.</summary>
    /// <exception cref="FormatException">It stands for none.</exception>
    public static LossSettings Parse(string text) => text switch
    {
        "cross-entropy" => new SoftmaxCrossEntropySettings(),
        "hinge" => new MulticlassHingeSettings(),
        "squared-hinge" => new MulticlassHingeSettings(IsSquared: true),
        "mse" => new MeanSquaredErrorSettings(),
        _ => throw new FormatException($"Loss \"{text}\": expected {Forms}."),
    };
}
