namespace DigitLab.Neural;

/// <summary>What a pickle would have made by calling something: what it would have called, and with what.</summary>
/// <param name="maker">A <see cref="PickledGlobal"/>, as a rule.</param>
/// <param name="arguments">What the call would have been given.</param>
internal sealed class PickledObject(object? maker, object?[] arguments)
{
    internal object? Maker { get; } = maker;

    internal object?[] Arguments { get; } = arguments;

    /// <summary>What was to be set on the object afterwards; null if nothing was.</summary>
    internal object? State { get; set; }

    /// <summary>Key and value of what was to be put into it, where it is a dictionary of some kind.</summary>
    internal List<KeyValuePair<object?, object?>> Items { get; } = [];
}
