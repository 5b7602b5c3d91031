namespace DigitLab.Neural.Tests;

/// <summary>The collection of tests that measure the whole process: they run when all others are done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
