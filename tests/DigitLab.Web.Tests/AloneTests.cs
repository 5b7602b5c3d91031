namespace DigitLab.Web.Tests;

/// <summary>Tests that run when no other does, because they measure the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}
