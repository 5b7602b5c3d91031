namespace DigitLab.Neural.Tests.Layers;

/// <summary>A layer by itself, run once forward and as often backward as a test likes.</summary>
internal sealed class LayerRun
{
    private readonly Layer _layer;
    private readonly Tensor _input;
    private readonly Pass _pass;

    public LayerRun(Layer layer, Tensor input, bool isTraining = true, RandomKey random = default, Workers? workers = null)
    {
        (_layer, _input) = (layer, input);
        _pass = new Pass(layer, input.Shape, isTraining, workers ?? Workers.Shared) { Random = random };
        Output = new Tensor(layer.OutputShape(input.Shape));
        layer.Forward(input, Output, _pass);
    }

    public Tensor Output { get; }

    public float[] Numbers => Output.Span.ToArray();

    /// <summary>Adds to the parameters' gradients, and gives the input's.</summary>
    public float[] Backward(params ReadOnlySpan<float> outputGradient)
    {
        var inputGradient = new Tensor(_input.Shape);
        inputGradient.Span.Fill(float.NaN);   // all of it must be overwritten
        _layer.Backward(_input, Output, Tensor.From(Output.Shape, outputGradient), inputGradient, _pass);
        return inputGradient.Span.ToArray();
    }

    /// <summary>As a network's first layer, whose input's gradient nobody needs.</summary>
    public void BackwardAsFirstLayer(params ReadOnlySpan<float> outputGradient) =>
        _layer.Backward(_input, Output, Tensor.From(Output.Shape, outputGradient), null, _pass);
}
