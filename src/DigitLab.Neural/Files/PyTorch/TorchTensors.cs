namespace DigitLab.Neural;

/// <summary>Makes tensors of what a pickle says of them: a storage, a place in it, sizes and strides.</summary>
/// <param name="file">What to call the file in an error.</param>
/// <param name="fileBytes">How long it is.</param>
/// <param name="storageOf">Finds the storage that an identifier names.</param>
internal sealed class TorchTensors(string file, long fileBytes, Func<object?, object?> storageOf)
{
    private const int MostRepeats = 8;   // of a number in the file: a small one that names one storage many times could else fill any memory
    private const long FreeNumbers = 1 << 16;

    private readonly Dictionary<object, NamedTensor> _made = new(ReferenceEqualityComparer.Instance);
    private long _count;

    /// <summary>The tensor that a value is; null if it is something else.</summary>
    internal NamedTensor? Of(object? value)
    {
        // A parameter is a wrapping around a tensor, of two layers in the oldest files.
        for (int i = 0; i < 3 && value is PickledObject { Maker: PickledGlobal maker, Arguments: [var inner, ..] } && IsWrapping(maker); i++)
        {
            value = inner;
        }

        return value switch
        {
            PickledReference reference => storageOf(reference.Id) as NamedTensor,   // the tar form names whole tensors so
            PickledObject made when _made.TryGetValue(made, out NamedTensor? known) => known,
            PickledObject { Maker: PickledGlobal { Module: "torch._utils" } maker } made => Remembered(made, maker.Name),
            _ => null,
        };
    }

    private static bool IsWrapping(PickledGlobal maker) => maker.ToString()
        is "torch._utils._rebuild_parameter" or "torch._utils._rebuild_parameter_with_state" or "torch.nn.parameter.Parameter" or "torch.autograd.variable.Variable";

    private NamedTensor? Remembered(PickledObject made, string maker)
    {
        NamedTensor? tensor = (maker, made.Arguments) switch
        {
            ("_rebuild_tensor" or "_rebuild_tensor_v2", [var storage, long offset, object?[] sizes, object?[] strides, ..]) => Rebuilt(storage, offset, sizes, strides, null),
            ("_rebuild_tensor_v3", [var storage, long offset, object?[] sizes, object?[] strides, _, _, var type, ..]) => Rebuilt(storage, offset, sizes, strides, type),
            _ => null,
        };
        if (tensor is not null)
        {
            _made[made] = tensor;
        }

        return tensor;
    }

    private NamedTensor Rebuilt(object? reference, long offset, object?[] sizes, object?[] strides, object? type)
    {
        if (reference is not PickledReference { Id: var id } || storageOf(id) is not TorchStorage storage)
        {
            throw Damaged("a tensor lies in no storage");
        }

        return Strided(type is null ? storage : storage with { Type = TorchNumbers.Of(type) ?? throw Damaged($"a tensor's type {type} is unknown") }, offset, Numbers(sizes), Numbers(strides));
    }

    /// <summary>A tensor of numbers that lie at a fixed distance along each axis.</summary>
    internal NamedTensor Strided(TorchStorage storage, long offset, long[] sizes, long[] strides)
    {
        if (sizes.Length != strides.Length || sizes.Any(size => size is < 0 or > int.MaxValue) || strides.Any(stride => stride is < 0 or > int.MaxValue) || offset < 0)
        {
            throw Damaged($"a tensor of sizes [{string.Join(", ", sizes)}] and strides [{string.Join(", ", strides)}]");
        }

        if (sizes.Length > 4)
        {
            throw new InvalidDataException($"{file}: expected tensors of at most four axes, got {sizes.Length}.");
        }

        Int128 count = 1, last = offset;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            count *= sizes[axis];
            last += (Int128)(sizes[axis] - 1) * strides[axis];
        }

        if (count > 0 && (last >= storage.Count || count > storage.Count))
        {
            throw Damaged($"a tensor [{string.Join(", ", sizes)}] does not lie within its storage of {storage.Count} numbers");
        }

        _count += (long)count;
        if (_count > FreeNumbers + (MostRepeats * fileBytes))
        {
            throw Damaged($"its tensors hold over {MostRepeats} times as many numbers as it has bytes");
        }

        var tensor = new Tensor(new Shape(sizes.Length == 0 ? [1] : Array.ConvertAll(sizes, size => (int)size)));
        Gather(storage, offset, sizes, strides, tensor.Span);
        return new NamedTensor("", tensor) { Type = storage.Type };
    }

    private static void Gather(TorchStorage storage, long offset, long[] sizes, long[] strides, Span<float> numbers)
    {
        int size = NumberBytes.SizeOf(storage.Type);
        long[] place = new long[sizes.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            long at = offset;
            for (int axis = 0; axis < place.Length; axis++)
            {
                at += place[axis] * strides[axis];
            }

            NumberBytes.Read(storage.Type, storage.Bytes.AsSpan((int)(at * size), size), numbers.Slice(i, 1));
            for (int axis = place.Length - 1; axis >= 0 && ++place[axis] == sizes[axis]; axis--)
            {
                place[axis] = 0;
            }
        }
    }

    private long[] Numbers(object?[] tuple) => Array.ConvertAll(tuple, item => item is long number ? number : throw Damaged("a size that is no number"));

    private InvalidDataException Damaged(string what) => new($"{file}: not a whole PyTorch file: {what}.");
}
