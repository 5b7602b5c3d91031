namespace DigitLab.Neural;

/// <summary>Numbers that are given, one for each place.</summary>
internal sealed class GivenInitializer(float[] given) : Initializer
{
    public override void Fill(Span<float> values, Fan fan, ref RandomSource random)
    {
        if (values.Length != given.Length)
        {
            throw new InvalidOperationException($"An initializer with {given.Length} given numbers cannot fill {values.Length}.");
        }

        given.CopyTo(values);
    }
}
