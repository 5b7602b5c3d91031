namespace DigitLab.Neural;

/// <summary>A convolution, with what is folded into it.</summary>
internal sealed class ConvolutionStep(Conv2D layer, int place) : ProductStep(layer.Weights, layer.Bias, place)
{
    private ConvolutionGeometry _geometry = layer.Geometry;
    private ConvolutionAlgorithm? _algorithm;   // the first that was planned: it prepares the weights for all

    internal override bool MayFoldBefore => _geometry.Window.Padding.IsNone;

    /// <summary>Hands the padding over to the step before, which from now on writes its output with that border.</summary>
    internal Padding TakePadding()
    {
        Padding padding = _geometry.Window.Padding;
        _geometry = _geometry with { Window = _geometry.Window with { Padding = Padding.None } };
        return padding;
    }

    internal override Shape OutputShape(Shape input) => _geometry.OutputShape(input);

    internal override long Work(Shape input) => (long)OutputShape(input).Count * _geometry.Taps;

    internal override void Refresh(Workers workers)
    {
        base.Refresh(workers);
        _algorithm?.TakeWeights(Folded.Weights, workers);
    }

    internal override object Prepare(Shape input, Workers workers)
    {
        ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.For(_geometry, input, isTraining: false, workers);
        if (_algorithm is null)
        {
            _algorithm = algorithm;
        }
        else
        {
            algorithm.ShareWeightsOf(_algorithm);
        }

        return algorithm;
    }

    internal override void Forward(Tensor input, Tensor output, object? memory, Workers workers) =>
        ((ConvolutionAlgorithm)memory!).Forward(input, Folded.Weights, Folded.Bias, output, End, workers);
}
