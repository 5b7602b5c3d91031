using System.IO.Enumeration;

namespace DigitLab.Neural;

/// <summary>The settings that hold for one parameter, overrides applied.</summary>
internal sealed record ParameterRule(double LearningRateFactor, double WeightDecay, double L1, double MaxNorm)
{
    internal static ParameterRule For(NamedParameter named, OptimizerSettings settings)
    {
        // Weights have two axes or more; biases, and a normalization's scale and shift, have one.
        bool isWeight = named.Parameter.Value.Shape.Rank > 1, isRegularized = isWeight || settings.IsOnBiasesToo;
        var rule = new ParameterRule(1, isRegularized ? settings.WeightDecay : 0, isRegularized ? settings.L1 : 0, isWeight ? settings.MaxNorm : 0);
        foreach (ParameterOverride other in settings.Overrides ?? [])
        {
            if (Matches(other, named))
            {
                rule = new ParameterRule(
                    other.LearningRateFactor ?? rule.LearningRateFactor,
                    other.WeightDecay ?? rule.WeightDecay,
                    other.L1 ?? rule.L1,
                    other.MaxNorm ?? rule.MaxNorm);
            }
        }

        return rule;
    }

    internal static bool Matches(ParameterOverride other, NamedParameter named) => Matches(other.Parameters, named);

    /// <summary>Whether a parameter has this name, in which <c>*</c> is any letters and <c>?</c> is one.</summary>
    internal static bool Matches(string pattern, NamedParameter named) =>
        FileSystemName.MatchesSimpleExpression(pattern, named.Name, ignoreCase: false);
}
