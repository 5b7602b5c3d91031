namespace DigitLab.EndToEnd.Tests;

/// <summary>The tests that share one web lab; one after another, for each is a browser, a server and trainings.</summary>
[CollectionDefinition(Name)]
public sealed class SharedWebLab : ICollectionFixture<LabServer>
{
    public const string Name = "the web lab";
}
