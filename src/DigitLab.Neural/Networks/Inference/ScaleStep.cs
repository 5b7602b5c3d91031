namespace DigitLab.Neural;

/// <summary>A batch normalization that no product could take in: y = factor · x + shift, rectified if a rectifier follows.</summary>
/// <remarks>Where a padded convolution follows, it writes its output with the border of zeros that this one wants.</remarks>
internal sealed class ScaleStep(BatchNorm norm, int place) : InferenceStep(place)
{
    private readonly Tensor _factor = new(norm.RunningMean.Value.Shape);
    private readonly Tensor _shift = new(norm.RunningMean.Value.Shape);
    private ProductEnd _end;

    /// <summary>The normalization.</summary>
    internal BatchNorm Norm => norm;

    /// <summary>Whether nothing but the normalization is done here.</summary>
    internal bool IsPlain => _end == ProductEnd.Sums;

    /// <summary>The border of zeros around the output.</summary>
    internal Padding Border { get; set; }

    internal override Shape OutputShape(Shape input) => input.Rank == 4
        ? new Shape(input[0], input[1] + Border.Top + Border.Bottom, input[2] + Border.Left + Border.Right, input[3])
        : input;

    internal override long Work(Shape input) => input.Count;

    internal override void Refresh(Workers workers)
    {
        var scale = new ChannelScale(norm);
        for (int c = 0; c < _factor.Length; c++)
        {
            _factor.Span[c] = (float)scale.Factor[c];
            _shift.Span[c] = (float)scale.Shift[c];
        }
    }

    internal override object? Prepare(Shape input, Workers workers) => null;

    internal override void Forward(Tensor input, Tensor output, object? memory, Workers workers) =>
        ScaleKernel.Forward(input, _factor, _shift, _end, Border, output, workers);

    protected override bool TryAbsorb(Layer next)
    {
        bool absorbs = next is Relu && _end == ProductEnd.Sums;
        if (absorbs)
        {
            _end = ProductEnd.Rectified;
        }

        return absorbs;
    }
}
