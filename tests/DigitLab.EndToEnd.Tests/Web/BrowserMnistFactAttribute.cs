namespace DigitLab.EndToEnd.Tests;

/// <summary>A test in a real browser on the real MNIST, skipped where either is missing.</summary>
public sealed class BrowserMnistFactAttribute : FactAttribute
{
    public BrowserMnistFactAttribute() => Skip = new BrowserFactAttribute().Skip ?? new MnistFactAttribute().Skip;
}
