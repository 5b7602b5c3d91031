namespace DigitLab.Neural.Tests.Optimizers;

/// <summary>A lone parameter of a few numbers, for an optimizer to work on.</summary>
internal static class TestParameter
{
    public static NamedParameter Of(ReadOnlySpan<float> value, ReadOnlySpan<float> gradient, string name = "w") =>
        Of(new Shape(value.Length), value, gradient, name);

    public static NamedParameter Of(Shape shape, ReadOnlySpan<float> value, ReadOnlySpan<float> gradient, string name = "w")
    {
        var parameter = new Parameter(name, shape, Initializer.Zeros);
        value.CopyTo(parameter.Value.Span);
        gradient.CopyTo(parameter.Gradient.Span);
        return new NamedParameter(name, parameter);
    }
}
