namespace DigitLab.Reliability.Tests.Load;

/// <summary>Tests that measure memory, and so run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietMachine
{
    public const string Name = "quiet";
}
