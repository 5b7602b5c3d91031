namespace DigitLab.Neural;

/// <summary>Holds backward passes against central differences: (f(x + h) − f(x − h)) / 2h, number by number.</summary>
/// <remarks>
/// <para>
/// A layer's f is Σ output · r, summed in double precision, where r are fixed random numbers. The bare sum of the outputs would not
/// do: it is constant for a softmax or a normalization, and then proves nothing.
/// </para>
/// <para>
/// The step h is 1e-2. In 32-bit floats, rounding makes a smaller step worse: the measured error is about 1e-5 here, and 1e-2 at a
/// step of 1e-5. So inputs must stay two steps away from kinks (a rectifier's 0) and ties (a pooling's equals). Where many outputs hang on
/// one number, as in wide convolutions, even that step is too small: a number that does not agree within a tenth of the tolerance is
/// tried again with eight times the step, and the better of the two counts. A wrong gradient is off at both.
/// It takes two or four forward passes for each number: use small layers.
/// </para>
/// </remarks>
public static class GradientCheck
{
    /// <summary>The largest error, |computed − measured| / max(1, |measured|), with which a gradient counts as right.</summary>
    public const double Tolerance = 1e-3;

    private const float Step = 1e-2f, LongStep = 8 * Step;

    /// <summary>Checks the gradients of a layer's input and of all its parameters.</summary>
    /// <param name="layer">The layer. Its parameters keep their values; their gradients are overwritten.</param>
    /// <param name="input">Where to check, with the batch in front.</param>
    /// <param name="random">The key of the layer's own draws, the same in every pass: a dropout's mask stays.</param>
    /// <param name="most">How many numbers of each tensor to check at most, chosen at random; all if there are fewer.</param>
    /// <returns>A result for the input, then one for each parameter.</returns>
    /// <exception cref="ArgumentException">The layer cannot take such an input.</exception>
    public static IReadOnlyList<GradientCheckResult> Check(Layer layer, Tensor input, RandomKey random = default, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        Tensor place = input.Copy(), inputGradient = new(input.Shape), output = new(layer.OutputShape(input.Shape));
        Tensor weights = RandomWeights(output.Shape);
        var pass = new Pass(layer, input.Shape, isTraining: true, Workers.Shared) { Random = random };

        foreach (Parameter parameter in layer.Parameters)
        {
            parameter.ClearGradient();
        }

        layer.Forward(place, output, pass);
        layer.Backward(place, output, weights, inputGradient, pass);

        double WeightedSum()
        {
            layer.Forward(place, output, pass);
            return Dot(output.Span, weights.Span);
        }

        var results = new List<GradientCheckResult> { Compare("input", place, inputGradient, most, WeightedSum) };
        results.AddRange(layer.Parameters.Select(parameter => Compare(parameter.Name, parameter.Value, parameter.Gradient, most, WeightedSum)));
        return results;
    }

    /// <summary>Checks the gradient of a loss by the network's output.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="output">Where to check: <c>[batch, classes]</c>.</param>
    /// <param name="labels">The right class of each sample.</param>
    /// <exception cref="ArgumentException">The loss cannot take such outputs or labels.</exception>
    public static GradientCheckResult Check(Loss loss, Tensor output, ReadOnlySpan<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(output);
        Tensor place = output.Copy(), gradient = new(output.Shape);
        byte[] classes = labels.ToArray();
        loss.Compute(place, classes, gradient);
        return Compare("input", place, gradient, int.MaxValue, () => loss.Compute(place, classes, null));
    }

    // Moves numbers of x up and down by a step, one at a time, and back.
    private static GradientCheckResult Compare(string name, Tensor x, Tensor gradient, int most, Func<double> function)
    {
        int[] chosen = Chosen(x.Length, most);
        var worst = new GradientCheckResult(name, 0, 0, 0, 0, chosen.Length);
        foreach (int i in chosen)
        {
            (double measured, double error) = Measure(x, i, gradient.Span[i], Step, function);
            if (error > Tolerance / 10)
            {
                (double again, double errorThen) = Measure(x, i, gradient.Span[i], LongStep, function);
                (measured, error) = errorThen < error ? (again, errorThen) : (measured, error);
            }

            if (!(error <= worst.LargestError))   // so that NaN is the worst of all
            {
                worst = new GradientCheckResult(name, error, i, gradient.Span[i], measured, chosen.Length);
                if (double.IsNaN(error))
                {
                    break;
                }
            }
        }

        return worst;
    }

    private static (double Measured, double Error) Measure(Tensor x, int i, double computed, float step, Func<double> function)
    {
        float before = x.Span[i], above = before + step, below = before - step;
        x.Span[i] = above;
        double high = function();
        x.Span[i] = below;
        double low = function();
        x.Span[i] = before;

        double measured = (high - low) / ((double)above - below);   // the step that rounding has left
        return (measured, Math.Abs(computed - measured) / Math.Max(1, Math.Abs(measured)));
    }

    private static int[] Chosen(int length, int most)
    {
        int[] all = [.. Enumerable.Range(0, length)];
        if (length <= most)
        {
            return all;
        }

        RandomSource random = new RandomKey(1, RandomPurpose.Test).Open();
        random.Shuffle(all.AsSpan());
        return all[..most];
    }

    private static Tensor RandomWeights(Shape shape)
    {
        var weights = new Tensor(shape);
        RandomSource random = new RandomKey(0, RandomPurpose.Test).Open();
        foreach (ref float weight in weights.Span)
        {
            weight = (float)random.NextBetween(-1, 1);
        }

        return weights;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }
}
