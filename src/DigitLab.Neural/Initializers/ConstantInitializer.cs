namespace DigitLab.Neural;

/// <summary>The same number everywhere.</summary>
internal sealed class ConstantInitializer(float value) : Initializer
{
    public override void Fill(Span<float> values, Fan fan, ref RandomSource random) => values.Fill(value);
}
