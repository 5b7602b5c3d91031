using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using DigitLab.Cli;
using DigitLab.Cli.Commands;
using DigitLab.Cli.Options;

// Box-drawing characters and dashes, also where the system's own encoding has none.
Console.OutputEncoding = Encoding.UTF8;

(string Name, Func<Command> Create)[] commands =
[
    ("train", TrainCommand.Create),
    ("all", AllCommand.Create),
    ("small", SmallCommand.Create),
    ("test", TestCommand.Create),
    ("compare", CompareCommand.Create),
    ("errors", ErrorsCommand.Create),
    ("ensemble", EnsembleCommand.Create),
    ("robustness", RobustnessCommand.Create),
    ("labels", LabelsCommand.Create),
    ("recognize", RecognizeCommand.Create),
    ("explain", ExplainCommand.Create),
    ("filters", FiltersCommand.Create),
    ("report", ReportCommand.Create),
    ("read", ReadCommand.Create),
    ("evaluate", EvaluateCommand.Create),
    ("serve", ServeCommand.Create),
    ("models", ModelsCommand.Create),
    ("augment", AugmentCommand.Create),
    ("profile", ProfileCommand.Create),
    ("gradcheck", GradCheckCommand.Create),
    ("overfit", OverfitCommand.Create),
    ("race", RaceCommand.Create),
    ("export", ExportCommand.Create),
    ("import", ImportCommand.Create),
    ("experiment", ExperimentCommand.Create),
    ("weights", WeightsCommand.Create),
    ("data", DataCommand.Create),
];

// Only the command that is asked for is made, which saves a tenth of a second; all of them for help, and where there is no such command.
var root = new RootCommand("DigitLab: a laboratory for handwritten digits. Train, test, recognize; the same bits on every machine.");
bool isKnown = commands.Any(command => command.Name == args.FirstOrDefault());
foreach ((string name, Func<Command> create) in commands)
{
    if (!isKnown || name == args[0])
    {
        root.Add(PlainNumbers.Require(create()));
    }
}

ParseResult parsed = root.Parse(args);
return parsed.Action is ParseErrorAction
    ? Failures.ReportUsage(parsed)
    : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
