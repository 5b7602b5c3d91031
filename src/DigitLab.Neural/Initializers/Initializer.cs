namespace DigitLab.Neural;

/// <summary>A rule for a parameter's first value.</summary>
public abstract class Initializer
{
    /// <summary>All zeros.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All ones.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>Normal with deviation √(2 / fan-in). Source: He, Zhang, Ren, Sun 2015, §2.2, arXiv:1502.01852.</summary>
    public static Initializer HeNormal { get; } = new ScaledInitializer(isUniform: false, fan => 2.0 / fan.In);

    /// <summary>Uniform within ±√(6 / fan-in): the same variance. Source: He, Zhang, Ren, Sun 2015, §2.2, arXiv:1502.01852.</summary>
    public static Initializer HeUniform { get; } = new ScaledInitializer(isUniform: true, fan => 2.0 / fan.In);

    /// <summary>Normal with deviation √(1 / fan-in). Source: LeCun, Bottou, Orr, Müller 1998, "Efficient BackProp", §4.6.</summary>
    public static Initializer LeCunNormal { get; } = new ScaledInitializer(isUniform: false, fan => 1.0 / fan.In);

    /// <summary>Uniform within ±√(3 / fan-in): the same variance. Source: LeCun, Bottou, Orr, Müller 1998, "Efficient BackProp", §4.6.</summary>
    public static Initializer LeCunUniform { get; } = new ScaledInitializer(isUniform: true, fan => 1.0 / fan.In);

    /// <summary>Normal with deviation √(2 / (fan-in + fan-out)). Source: Glorot, Bengio 2010, AISTATS, eq. 12.</summary>
    public static Initializer GlorotNormal { get; } = new ScaledInitializer(isUniform: false, fan => 2.0 / (fan.In + fan.Out));

    /// <summary>Uniform within ±√(6 / (fan-in + fan-out)). Source: Glorot, Bengio 2010, AISTATS, eq. 16.</summary>
    public static Initializer GlorotUniform { get; } = new ScaledInitializer(isUniform: true, fan => 2.0 / (fan.In + fan.Out));

    /// <summary>A matrix with orthonormal columns, or rows where there are more columns, times a gain.</summary>
    /// <remarks>
    /// All axes but the last count as rows. The columns are normal numbers, each made orthogonal to those before it, in double precision.
    /// Source: Saxe, McClelland, Ganguli 2014, arXiv:1312.6120.
    /// </remarks>
    /// <param name="gain">The factor; √2 suits a rectifier.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public static Initializer Orthogonal(double gain = 1)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(gain), false, nameof(gain));
        return new OrthogonalInitializer(gain);
    }

    /// <summary>The same number everywhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Initializer Constant(double value)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(value), false, nameof(value));
        return new ConstantInitializer((float)value);
    }

    /// <summary>Numbers that are given, one for each place of the parameter.</summary>
    public static Initializer Given(ReadOnlySpan<float> values) => new GivenInitializer(values.ToArray());

    /// <summary>Normal with a given deviation, whatever the fans.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public static Initializer Normal(double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(deviation), false, nameof(deviation));
        return new ScaledInitializer(isUniform: false, _ => deviation * deviation);
    }

    /// <summary>Writes first values.</summary>
    /// <param name="values">The parameter's numbers, overwritten in order.</param>
    /// <param name="fan">What the parameter connects.</param>
    /// <param name="random">The source that this parameter alone draws from.</param>
    public abstract void Fill(Span<float> values, Fan fan, ref RandomSource random);
}
