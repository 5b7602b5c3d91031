using System.CommandLine;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Options;

/// <summary>Which optimizer, its regularization and clipping.</summary>
internal sealed class OptimizerOptions
{
    private readonly Option<string?> _name = new("--optimizer") { Description = $"One of {OptimizerParser.Forms}.", HelpName = "NAME" };
    private readonly Option<double?> _weightDecay = new("--weight-decay") { Description = "Weight decay: L2, or decoupled for adamw, lion and muon.", HelpName = "LAMBDA" };
    private readonly Option<double?> _l1 = new("--l1") { Description = "L1 penalty of the weights.", HelpName = "LAMBDA" };
    private readonly Option<double?> _maxNorm = new("--max-norm") { Description = "Largest norm of the weights of one output.", HelpName = "NORM" };
    private readonly Option<double?> _clipNorm = new("--clip-norm") { Description = "Largest norm of all gradients together.", HelpName = "NORM" };
    private readonly Option<double?> _clipValue = new("--clip-value") { Description = "Largest size of each number of a gradient.", HelpName = "SIZE" };

    /// <summary>All of them, for a command.</summary>
    internal IEnumerable<Option> All => [_name, _weightDecay, _l1, _maxNorm, _clipNorm, _clipValue];

    /// <summary>The learning rate that suits the optimizer which the user named; null if none was.</summary>
    internal double? ChosenRate(ParseResult parsed) => Named(parsed)?.UsualLearningRate;

    /// <summary>What the user wants, on top of the recipe's.</summary>
    /// <exception cref="FormatException">The optimizer is not known.</exception>
    internal OptimizerSettings Read(ParseResult parsed, OptimizerSettings recipe)
    {
        OptimizerSettings settings = Named(parsed) ?? recipe;
        return settings with
        {
            WeightDecay = parsed.GetValue(_weightDecay) ?? settings.WeightDecay,
            L1 = parsed.GetValue(_l1) ?? settings.L1,
            MaxNorm = parsed.GetValue(_maxNorm) ?? settings.MaxNorm,
            ClipNorm = parsed.GetValue(_clipNorm) ?? settings.ClipNorm,
            ClipValue = parsed.GetValue(_clipValue) ?? settings.ClipValue,
        };
    }

    private OptimizerSettings? Named(ParseResult parsed) => parsed.GetValue(_name) is string text ? OptimizerParser.Parse(text) : null;
}
