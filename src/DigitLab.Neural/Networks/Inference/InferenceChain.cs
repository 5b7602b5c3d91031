namespace DigitLab.Neural;

/// <summary>Makes of a network's layers the steps of its inference: fewer, and each with as much in it as one pass over memory can do.</summary>
/// <remarks>
/// Nested chains are laid flat and dropout, which does nothing at inference, falls away. A batch normalization is folded into the product
/// before it, or into the one behind it where no zeros stand around the picture; a rectifier ends the product before it.
/// Rectifier and maximum pooling may change places, bit for bit, so that one behind the other is rectified in the product too.
/// </remarks>
internal static class InferenceChain
{
    /// <summary>The steps, first to last, their weights still to be made by <see cref="InferenceStep.Refresh"/>.</summary>
    internal static InferenceStep[] Of(Sequential body)
    {
        var steps = new List<InferenceStep>();
        foreach ((Layer layer, int place) in RectifiedBeforePooled([.. LaidFlat(body)]))
        {
            if (steps.Count == 0 || !steps[^1].Absorb(layer, place))
            {
                Add(steps, StepFor(layer, place));
            }
        }

        return steps.Count > 0 ? [.. steps] : [new LayerStep(body, body.Children.Count - 1)];   // nothing but dropout, which copies
    }

    private static InferenceStep StepFor(Layer layer, int place) => layer switch
    {
        Conv2D convolution => new ConvolutionStep(convolution, place),
        Dense dense => new DenseStep(dense, place),
        BatchNorm norm => new ScaleStep(norm, place),
        _ => new LayerStep(layer, place),
    };

    // A product right behind a lone normalization takes it in, or at least leaves its padding to it. A dense layer may see it through a view.
    private static void Add(List<InferenceStep> steps, InferenceStep step)
    {
        int before = step is DenseStep ? steps.FindLastIndex(each => !each.IsView) : steps.Count - 1;
        if (step is ProductStep product && before >= 0 && steps[before] is ScaleStep scale)
        {
            if (product.MayFoldBefore && scale.IsPlain)
            {
                product.FoldBefore(scale.Norm);
                steps.RemoveAt(before);
            }
            else if (product is ConvolutionStep convolution)
            {
                scale.Border = convolution.TakePadding();
            }
        }

        steps.Add(step);
    }

    private static IEnumerable<(Layer Layer, int Place)> LaidFlat(Sequential body)
    {
        for (int place = 0; place < body.Children.Count; place++)
        {
            foreach (Layer layer in Innermost(body.Children[place]))
            {
                if (layer is not (Dropout or ChannelDropout))
                {
                    yield return (layer, place);
                }
            }
        }

        static IEnumerable<Layer> Innermost(Layer layer) => layer is Sequential chain ? chain.Children.SelectMany(Innermost) : [layer];
    }

    // …, product, (normalization,) pooling, rectifier, … becomes …, product, (normalization,) rectifier, pooling, …
    private static (Layer Layer, int Place)[] RectifiedBeforePooled((Layer Layer, int Place)[] layers)
    {
        for (int i = 1; i + 1 < layers.Length; i++)
        {
            if (layers[i - 1].Layer is Conv2D or BatchNorm && layers[i].Layer is MaxPool2D && layers[i + 1].Layer is Relu)
            {
                (layers[i], layers[i + 1]) = ((layers[i + 1].Layer, layers[i - 1].Place), layers[i]);
            }
        }

        return layers;
    }
}
