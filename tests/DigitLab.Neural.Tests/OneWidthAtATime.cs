namespace DigitLab.Neural.Tests;

/// <summary>The collection of all tests that change the process's vector width: they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneWidthAtATime
{
    public const string Name = "one width at a time";
}
