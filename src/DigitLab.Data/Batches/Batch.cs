using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Some digits, normalized and ready for a network. It lives in the loader's memory, and only until the next one is asked for.</summary>
public sealed class Batch
{
    private readonly Tensor _full;
    private readonly Tensor _rest;
    private readonly byte[] _labels;
    private readonly int[] _indices;
    private readonly byte[] _otherLabels;   // empty where digits are not mixed, as the shares are
    private readonly float[] _shares;

    internal Batch(int batchSize, int rest, int height, int width, bool isMixed)
    {
        _full = new Tensor(new Shape(batchSize, height, width, 1));
        _rest = rest == 0 ? _full : _full.Samples(0, rest);
        _labels = new byte[batchSize];
        _indices = new int[batchSize];
        _otherLabels = new byte[isMixed ? batchSize : 0];
        _shares = new float[_otherLabels.Length];
        Images = _full;
    }

    /// <summary>The normalized pictures: <c>[count, height, width, 1]</c>.</summary>
    public Tensor Images { get; private set; }

    /// <summary>The digit that each picture shows; of a mixture the larger part.</summary>
    public ReadOnlySpan<byte> Labels => _labels.AsSpan(0, Count);

    /// <summary>Each picture's place in the dataset.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Count);

    /// <summary>Whether each picture is a mixture of two.</summary>
    public bool IsMixed => _shares.Length > 0;

    /// <summary>The digit that each mixture shows beside its label; empty if there are none.</summary>
    public ReadOnlySpan<byte> OtherLabels => _otherLabels.AsSpan(0, IsMixed ? Count : 0);

    /// <summary>How much of each mixture its label is, 0.5 to 1; empty if there are none.</summary>
    public ReadOnlySpan<float> Shares => _shares.AsSpan(0, IsMixed ? Count : 0);

    /// <summary>How many digits there are: the batch size, or fewer at an epoch's end.</summary>
    public int Count => Images.Shape[0];

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>The batch's number in the epoch, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>The number of the batch's first digit in the epoch: what <see cref="NetworkPlan.Forward"/> wants as sample.</summary>
    public int FirstSample { get; private set; }

    /// <summary>Whether the epoch ends with this batch.</summary>
    public bool IsLastOfEpoch { get; private set; }

    /// <summary>A line about it: <c>epoch 3, batch 17, 128 digits</c>.</summary>
    public override string ToString() => $"epoch {Epoch}, batch {Number}, {Count} digits";

    /// <summary>Notes with what one digit is mixed.</summary>
    internal void Mix(int place, byte otherLabel, float share) => (_otherLabels[place], _shares[place]) = (otherLabel, share);

    /// <summary>Takes the digits at a part of the epoch's order.</summary>
    internal void Place(int epoch, int number, ReadOnlySpan<int> order, DigitDataset digits, bool isLastOfEpoch)
    {
        int batchSize = _labels.Length;
        (Epoch, Number, FirstSample, IsLastOfEpoch) = (epoch, number, number * batchSize, isLastOfEpoch);
        ReadOnlySpan<int> part = order[FirstSample..Math.Min(order.Length, FirstSample + batchSize)];
        Images = part.Length == batchSize ? _full : _rest;
        part.CopyTo(_indices);
        for (int i = 0; i < part.Length; i++)
        {
            _labels[i] = digits.Label(part[i]);
        }
    }
}
