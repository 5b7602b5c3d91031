using System.CommandLine;
using DigitLab.Benchmarks;

return new RootCommand("DigitLab's speed, measured: beside its peers', kernel by kernel, and as the work grows.")
{
    NetworksCommand.Create(),
    KernelsCommand.Create(),
    ScalingCommand.Create(),
    SharesCommand.Create(),
    AugmentationCommand.Create(),
    ReadingCommand.Create(),
    ReadingCommand.CreateFirstCall(),
    WebCommand.Create(),
}.Parse(args).Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null });
