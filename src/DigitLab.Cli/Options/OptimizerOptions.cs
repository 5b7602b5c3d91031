using System.CommandLine;
using DigitLab.Neural;

namespace DigitLab.Cli.Options;

/// <summary>Which optimizer, its regularization and clipping.</summary>
internal sealed class OptimizerOptions
{
    private const string Names = "sgd, sgd:MOMENTUM, nesterov, nesterov:MOMENTUM, rmsprop, adagrad, adam, adamw, lion or muon";
    private const double UsualMomentum = 0.9;
    private const double UsualDecoupledDecay = 0.01;   // PyTorch's default for AdamW

    private readonly Option<string?> _name = new("--optimizer") { Description = $"One of {Names}.", HelpName = "NAME" };
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
    /// <exception cref="UsageException">The optimizer is not known.</exception>
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

    private OptimizerSettings? Named(ParseResult parsed)
    {
        string? text = parsed.GetValue(_name);
        return text?.Split(':') switch
        {
            null => null,
            ["sgd"] => new SgdSettings(),
            ["sgd", string momentum] => new SgdSettings(Momentum(momentum)),
            ["nesterov"] => new SgdSettings(UsualMomentum, IsNesterov: true),
            ["nesterov", string momentum] => new SgdSettings(Momentum(momentum), IsNesterov: true),
            ["rmsprop"] => new RmsPropSettings(),
            ["adagrad"] => new AdagradSettings(),
            ["adam"] => new AdamSettings(),
            ["adamw"] => new AdamSettings { WeightDecay = UsualDecoupledDecay, IsDecoupled = true },
            ["lion"] => new LionSettings { IsDecoupled = true },
            ["muon"] => new MuonSettings { IsDecoupled = true },
            _ => throw new UsageException($"--optimizer {text}: expected {Names}."),
        };

        double Momentum(string part) => double.TryParse(part, out double value) && value is >= 0 and < 1
            ? value
            : throw new UsageException($"--optimizer {text}: expected a MOMENTUM of at least 0 and less than 1, got \"{part}\".");
    }
}
