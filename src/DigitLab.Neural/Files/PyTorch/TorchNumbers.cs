namespace DigitLab.Neural;

/// <summary>PyTorch's names of number types: those of storages, and of tensors.</summary>
internal static class TorchNumbers
{
    private static readonly Dictionary<string, NumberType> Types = new(StringComparer.Ordinal)
    {
        ["FloatStorage"] = NumberType.Float32,
        ["HalfStorage"] = NumberType.Float16,
        ["BFloat16Storage"] = NumberType.BFloat16,
        ["DoubleStorage"] = NumberType.Float64,
        ["ByteStorage"] = NumberType.UInt8,
        ["CharStorage"] = NumberType.Int8,
        ["ShortStorage"] = NumberType.Int16,
        ["IntStorage"] = NumberType.Int32,
        ["LongStorage"] = NumberType.Int64,
        ["BoolStorage"] = NumberType.Boolean,
        ["UntypedStorage"] = NumberType.UInt8,
        ["float32"] = NumberType.Float32,
        ["float16"] = NumberType.Float16,
        ["bfloat16"] = NumberType.BFloat16,
        ["float64"] = NumberType.Float64,
        ["uint8"] = NumberType.UInt8,
        ["int8"] = NumberType.Int8,
        ["int16"] = NumberType.Int16,
        ["int32"] = NumberType.Int32,
        ["int64"] = NumberType.Int64,
        ["bool"] = NumberType.Boolean,
    };

    /// <summary>The type of a storage's class or a tensor's dtype; null for one that is not known here.</summary>
    internal static NumberType? Of(object? name) =>
        name is PickledGlobal { Module: "torch" or "torch.storage" or "torch.cuda" } global && Types.TryGetValue(global.Name, out NumberType type) ? type : null;
}
