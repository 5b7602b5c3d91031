using System.CommandLine;
using DigitLab.Neural;

namespace DigitLab.Cli.Options;

/// <summary>Which loss.</summary>
internal sealed class LossOptions
{
    private const string Names = "cross-entropy, hinge, squared-hinge or mse";

    private readonly Option<string?> _name = new("--loss") { Description = $"What training makes small: {Names}.", HelpName = "NAME" };
    private readonly Option<double?> _smoothing = new("--label-smoothing") { Description = "How much of cross-entropy's target is spread over all classes.", HelpName = "SHARE" };

    /// <summary>All of them, for a command.</summary>
    internal IEnumerable<Option> All => [_name, _smoothing];

    /// <summary>What the user wants, on top of the recipe's.</summary>
    /// <exception cref="UsageException">The loss is not known, or has no labels to smooth.</exception>
    internal LossSettings Read(ParseResult parsed, LossSettings recipe)
    {
        string? text = parsed.GetValue(_name);
        LossSettings settings = text switch
        {
            null => recipe,
            "cross-entropy" => new SoftmaxCrossEntropySettings(),
            "hinge" => new MulticlassHingeSettings(),
            "squared-hinge" => new MulticlassHingeSettings(IsSquared: true),
            "mse" => new MeanSquaredErrorSettings(),
            _ => throw new UsageException($"--loss {text}: expected {Names}."),
        };
        return (parsed.GetValue(_smoothing), settings) switch
        {
            (null, _) => settings,
            (double share, SoftmaxCrossEntropySettings) => new SoftmaxCrossEntropySettings(share),
            _ => throw new UsageException("--label-smoothing goes with the loss cross-entropy only."),
        };
    }
}
