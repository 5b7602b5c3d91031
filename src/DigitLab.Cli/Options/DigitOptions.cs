using System.CommandLine;
using DigitLab.Data;

namespace DigitLab.Cli.Options;

/// <summary>The options that say which digits.</summary>
internal sealed class DigitOptions
{
    private readonly Option<string?> _folder = CommonOptions.Data();
    private readonly Option<DatasetChoice> _choice = new("--dataset")
    {
        Description = "mnist, synthetic digits, or auto: MNIST if it is found.",
        DefaultValueFactory = _ => DatasetChoice.Auto,
    };

    internal void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_choice);
    }

    internal DigitRequest Read(ParseResult parsed) => new(parsed.GetValue(_folder), parsed.GetValue(_choice));
}
