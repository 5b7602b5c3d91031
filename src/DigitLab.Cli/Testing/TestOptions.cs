using System.CommandLine;
using DigitLab.Cli.Options;

namespace DigitLab.Cli.Testing;

/// <summary>The options of every command that lets networks read the test digits.</summary>
internal sealed class TestOptions
{
    private readonly DigitOptions _digits = new();
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    /// <summary>The networks to be named: one or more.</summary>
    internal static Argument<string[]> Models(string description) => new("FILE") { Description = description, Arity = ArgumentArity.OneOrMore };

    internal void AddTo(Command command)
    {
        command.Add(_threads);
        command.Add(_json);
        command.Add(_verbose);
        _digits.AddTo(command);
    }

    internal bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);

    internal bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    internal int Threads(ParseResult parsed) => CommonOptions.ReadThreads(parsed, _threads);

    internal DigitRequest Digits(ParseResult parsed) => _digits.Read(parsed);
}
