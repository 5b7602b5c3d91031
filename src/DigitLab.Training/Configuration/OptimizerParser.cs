using System.Globalization;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Reads the short form of an optimizer that the command line and experiments take: <c>sgd</c>, <c>nesterov:0.9</c>, <c>adamw</c>.</summary>
public static class OptimizerParser
{
    /// <summary>All short forms.</summary>
    public const string Forms = "sgd, sgd:MOMENTUM, nesterov, nesterov:MOMENTUM, rmsprop, adagrad, adam, adamw, lion or muon";

    private const double UsualMomentum = 0.9;
    private const double UsualDecoupledDecay = 0.01;   // PyTorch's default for AdamW

    /// <summary>The settings that a short form names.</summary>
    /// <exception cref="FormatException">It names none, or the momentum is out of its range.</exception>
    public static OptimizerSettings Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') switch
        {
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
            _ => throw new FormatException($"Optimizer \"{text}\": expected {Forms}."),
        };

        double Momentum(string part) =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and < 1
                ? value
                : throw new FormatException($"Optimizer \"{text}\": expected a MOMENTUM of at least 0 and less than 1, got \"{part}\".");
    }
}
