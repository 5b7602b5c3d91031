namespace DigitLab.EndToEnd.Tests;

/// <summary>Several tests in a real browser, skipped where there is none.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
