using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using DigitLab.Cli;
using DigitLab.Cli.Commands;

// Box-drawing characters and dashes, also where the system's own encoding has none.
Console.OutputEncoding = Encoding.UTF8;

var root = new RootCommand("DigitLab: a laboratory for handwritten digits. Train, test, recognize; the same bits on every machine.")
{
    TrainCommand.Create(),
    AllCommand.Create(),
    SmallCommand.Create(),
    TestCommand.Create(),
    RecognizeCommand.Create(),
    ExplainCommand.Create(),
    FiltersCommand.Create(),
    ReportCommand.Create(),
    ReadCommand.Create(),
    EvaluateCommand.Create(),
    ModelsCommand.Create(),
    AugmentCommand.Create(),
    ProfileCommand.Create(),
    GradCheckCommand.Create(),
    OverfitCommand.Create(),
    RaceCommand.Create(),
    ExportCommand.Create(),
    ImportCommand.Create(),
    ExperimentCommand.Create(),
    WeightsCommand.Create(),
    DataCommand.Create(),
};

ParseResult parsed = root.Parse(args);
return parsed.Action is ParseErrorAction
    ? Failures.ReportUsage(parsed)
    : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
