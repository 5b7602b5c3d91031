using System.CommandLine;
using DigitLab.Zoo;

namespace DigitLab.Cli.Options;

/// <summary>What is changed in the network of the zoo.</summary>
internal sealed class VariantOptions
{
    private readonly Option<ActivationKind?> _activation = new("--activation") { Description = "Another function in place of the network's rectifiers." };
    private readonly Option<PoolingKind?> _pooling = new("--pooling") { Description = "Another pooling in place of the network's." };
    private readonly Option<double?> _dropout = new("--dropout") { Description = "The rate of the network's dropouts; where it has none, of one before its last dense layer.", HelpName = "RATE" };
    private readonly Option<double?> _width = new("--width") { Description = "What the network's channels are multiplied by.", HelpName = "FACTOR" };

    /// <summary>All of them, for a command.</summary>
    internal IEnumerable<Option> All => [_activation, _pooling, _dropout, _width];

    /// <summary>The change that the user wants; null for none.</summary>
    internal NetworkVariant? Read(ParseResult parsed)
    {
        var variant = new NetworkVariant(parsed.GetValue(_activation), parsed.GetValue(_pooling), parsed.GetValue(_dropout), parsed.GetValue(_width));
        return variant == new NetworkVariant() ? null : variant;
    }
}
