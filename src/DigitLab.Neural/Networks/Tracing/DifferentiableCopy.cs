namespace DigitLab.Neural;

/// <summary>Copies layers so that a pass in training mode computes what they compute at inference, and can go back.</summary>
/// <remarks>Dropout drops nothing in the copy, and batch normalization uses its running statistics. Weights are copied as they are.</remarks>
internal static class DifferentiableCopy
{
    internal static Layer Of(Layer layer)
    {
        Layer copy = layer switch
        {
            Dropout or ChannelDropout => new Dropout(0),
            BatchNorm normalization => new FixedNormalization(normalization),
            Sequential chain => new Sequential([.. chain.Children.Select(Of)]),
            Residual block => new Residual((Sequential)Of(block.Body), block.Shortcut is null ? null : Of(block.Shortcut)),
            SpatialTransformer transformer => new SpatialTransformer((Sequential)Of(transformer.Localization), transformer.Grid),
            _ => WithWeights(layer),
        };
        copy.Name = layer.Name;
        return copy;
    }

    private static Layer WithWeights(Layer layer)
    {
        Layer copy = layer.Describe().Build();
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            layer.Parameters[i].Value.Span.CopyTo(copy.Parameters[i].Value.Span);
        }

        return copy;
    }
}
