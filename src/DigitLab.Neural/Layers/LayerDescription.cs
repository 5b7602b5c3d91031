using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>A layer's kind and settings without its weights: what a model file says of the architecture.</summary>
/// <remarks>The kinds are a closed list, so no file can name a type that is not a layer. Records: equal settings compare equal.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "layer", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Conv2DDescription), "Conv2D")]
[JsonDerivedType(typeof(DenseDescription), "Dense")]
[JsonDerivedType(typeof(DepthwiseConv2DDescription), "DepthwiseConv2D")]
[JsonDerivedType(typeof(AveragePool2DDescription), "AveragePool2D")]
[JsonDerivedType(typeof(GlobalAveragePool2DDescription), "GlobalAveragePool2D")]
[JsonDerivedType(typeof(TrainableSubsampling2DDescription), "TrainableSubsampling2D")]
[JsonDerivedType(typeof(LeakyReluDescription), "LeakyRelu")]
[JsonDerivedType(typeof(SigmoidDescription), "Sigmoid")]
[JsonDerivedType(typeof(TanhDescription), "Tanh")]
[JsonDerivedType(typeof(GeluDescription), "Gelu")]
[JsonDerivedType(typeof(SoftmaxDescription), "Softmax")]
[JsonDerivedType(typeof(ChannelDropoutDescription), "ChannelDropout")]
[JsonDerivedType(typeof(BatchNormDescription), "BatchNorm")]
[JsonDerivedType(typeof(LayerNormDescription), "LayerNorm")]
[JsonDerivedType(typeof(ZeroPad2DDescription), "ZeroPad2D")]
[JsonDerivedType(typeof(ResidualDescription), "Residual")]
[JsonDerivedType(typeof(MaxPool2DDescription), "MaxPool2D")]
[JsonDerivedType(typeof(ReluDescription), "Relu")]
[JsonDerivedType(typeof(FlattenDescription), "Flatten")]
[JsonDerivedType(typeof(DropoutDescription), "Dropout")]
[JsonDerivedType(typeof(SpatialTransformerDescription), "SpatialTransformer")]
[JsonDerivedType(typeof(SequentialDescription), "Sequential")]
public abstract record LayerDescription
{
    /// <summary>The layer's name in its chain, with which its weights' names begin; null where the chain is to give one.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>How many numbers a layer of these settings holds, weights and statistics, which can be known before memory is taken for them.</summary>
    [JsonIgnore]
    internal virtual Int128 NumberCount => 0;

    /// <summary>Makes a layer of this kind and these settings, with untrained weights.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public abstract Layer Build();
}
