namespace DigitLab.Neural;

/// <summary>Makes a network without the batch normalizations that a product beside them can do: for inference, here or elsewhere.</summary>
/// <remarks>
/// A normalization right behind a convolution or dense layer becomes part of its weights and bias; one right before a dense layer, or before
/// a convolution without padding, becomes part of those. Others stay, as one between a pooling and a rectifier. Dropout falls away.
/// The numbers are computed in double precision and rounded once, so outputs differ from the network's own by roundings.
/// Source: the usual step of every inference engine, as PyTorch's <c>fuse_conv_bn_eval</c>.
/// </remarks>
public static class BatchNormFolding
{
    /// <summary>The network with weights of its own, its normalizations folded, its layers' names kept.</summary>
    public static Network Fold(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new Network(network.Name, network.InputShape, Folded(network.Body)) { Normalization = network.Normalization };
    }

    private static Sequential Folded(Sequential chain)
    {
        Layer[] layers = [.. chain.Children.Where(layer => layer is not (Dropout or ChannelDropout))];
        var folded = new List<Layer>();
        for (int i = 0; i < layers.Length; i++)
        {
            int product = i;
            BatchNorm? before = null;
            if (layers[i] is BatchNorm norm && ProductBehind(layers, i) is int next)
            {
                (before, product) = (norm, next);
                folded.AddRange(layers[(i + 1)..next].Select(Copy));   // a view, as Flatten
            }

            BatchNorm? after = product + 1 < layers.Length ? layers[product + 1] as BatchNorm : null;
            folded.Add(layers[product] is Conv2D or Dense && (before ?? after) is not null ? Folded(layers[product], before, after) : Copy(layers[product]));
            i = product + (layers[product] is Conv2D or Dense && after is not null ? 1 : 0);
        }

        return folded.Count > 0 ? new Sequential([.. folded]) : (Sequential)CopyOf(chain);   // nothing but dropout
    }

    // The convolution or dense layer that can take a normalization before it.
    private static int? ProductBehind(Layer[] layers, int norm)
    {
        int next = norm + 1;
        while (next < layers.Length && layers[next].IsView)
        {
            next++;
        }

        return next < layers.Length && layers[next] is Dense or Conv2D { Geometry.Window.Padding.IsNone: true } ? next : null;
    }

    private static Layer Folded(Layer product, BatchNorm? before, BatchNorm? after)
    {
        (Layer layer, Parameter weights, Parameter? bias) = product switch
        {
            Conv2D own => (new Conv2D(own.Geometry.InChannels, own.Geometry.OutChannels, own.Geometry.Window), own.Weights, own.Bias),
            _ when product is Dense own => ((Layer)new Dense(own.Weights.Value.Shape[0], own.Weights.Value.Shape[1]), own.Weights, own.Bias),
            _ => throw new ArgumentException($"{product}: expected a convolution or a dense layer.", nameof(product)),
        };
        var numbers = new FoldedWeights(weights, bias) { Before = before, After = after };
        numbers.Refresh();
        numbers.Weights.Span.CopyTo(layer.Parameters[0].Value.Span);
        numbers.Bias!.Span.CopyTo(layer.Parameters[1].Value.Span);
        layer.Name = product.Name;
        return layer;
    }

    private static Layer Copy(Layer layer)
    {
        Layer copy = layer switch
        {
            Sequential chain => Folded(chain),
            Residual block => new Residual(Folded(block.Body), block.Shortcut is null ? null : Copy(block.Shortcut)),
            SpatialTransformer transformer => new SpatialTransformer(Folded(transformer.Localization), transformer.Grid),
            _ => CopyOf(layer),
        };
        copy.Name = layer.Name;
        return copy;
    }

    private static Layer CopyOf(Layer layer)
    {
        Layer copy = layer.Describe().Build();
        foreach ((Parameter from, Parameter to) in layer.Parameters.Zip(copy.Parameters))
        {
            from.Value.Span.CopyTo(to.Value.Span);
        }

        foreach ((RunningStatistic from, RunningStatistic to) in layer.Statistics.Zip(copy.Statistics))
        {
            from.Value.Span.CopyTo(to.Value.Span);
        }

        return copy;
    }
}
