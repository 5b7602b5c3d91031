namespace DigitLab.Insight;

/// <summary>One bar.</summary>
/// <param name="Value">How long it is.</param>
/// <param name="Low">The lower end of its spread; null for none.</param>
/// <param name="High">The upper end of its spread; null for none.</param>
public readonly record struct Bar(double Value, double? Low = null, double? High = null);
