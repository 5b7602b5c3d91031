namespace DigitLab.Neural;

/// <summary>Independent draws of mean 0 whose variance follows from the fans.</summary>
internal sealed class ScaledInitializer(bool isUniform, Func<Fan, double> variance) : Initializer
{
    public override void Fill(Span<float> values, Fan fan, ref RandomSource random)
    {
        double deviation = Math.Sqrt(variance(fan));
        double limit = Math.Sqrt(3) * deviation;   // a uniform number within ±a has variance a²/3
        foreach (ref float value in values)
        {
            value = (float)(isUniform ? random.NextBetween(-limit, limit) : deviation * random.NextNormal());
        }
    }
}
