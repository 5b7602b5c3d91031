using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DigitLab.Cli.Options;

/// <summary>Numbers with a point are read as such everywhere, and nothing else is: left to itself the parser takes 0,5 for 5.</summary>
internal static class PlainNumbers
{
    /// <summary>Sees to all options of a command and of those below it.</summary>
    internal static Command Require(Command command)
    {
        foreach (Option option in command.Options)
        {
            switch (option)
            {
                case Option<double> exact: exact.CustomParser = result => Read(option, result) ?? 0; break;
                case Option<double?> exact: exact.CustomParser = result => Read(option, result); break;
                case Option<float?> rounded: rounded.CustomParser = result => (float?)Read(option, result); break;
            }
        }

        foreach (Command below in command.Subcommands)
        {
            Require(below);
        }

        return command;
    }

    private static double? Read(Option option, ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        result.AddError($"{option.Name} {text}: expected a number such as 0.5");
        return null;
    }
}
