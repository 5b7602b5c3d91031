using System.CommandLine;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Options;

/// <summary>Which loss.</summary>
internal sealed class LossOptions
{
    private readonly Option<string?> _name = new("--loss") { Description = $"What training makes small: {LossParser.Forms}.", HelpName = "NAME" };
    private readonly Option<double?> _smoothing = new("--label-smoothing") { Description = "How much of cross-entropy's target is spread over all classes.", HelpName = "SHARE" };

    /// <summary>All of them, for a command.</summary>
    internal IEnumerable<Option> All => [_name, _smoothing];

    /// <summary>What the user wants, on top of the recipe's.</summary>
    /// <exception cref="FormatException">The loss is not known.</exception>
    /// <exception cref="UsageException">The loss has no labels to smooth.</exception>
    internal LossSettings Read(ParseResult parsed, LossSettings recipe)
    {
        LossSettings settings = parsed.GetValue(_name) is string text ? LossParser.Parse(text) : recipe;
        return (parsed.GetValue(_smoothing), settings) switch
        {
            (null, _) => settings,
            (double share, SoftmaxCrossEntropySettings) => new SoftmaxCrossEntropySettings(share),
            _ => throw new UsageException("--label-smoothing goes with the loss cross-entropy only."),
        };
    }
}
