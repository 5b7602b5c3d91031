using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Gives batch after batch, epoch after epoch: gathers the digits, changes and mixes them as the settings say, normalizes them.</summary>
/// <remarks>
/// The workers share the digits of a batch among them, before each step: on as many cores as there are workers that is as soon as it can be.
/// (A thread of its own, that assembled a batch while the one before was computed with, took the time from the workers: measured, see
/// <c>docs/augmentation.md</c>.) Nothing is allocated for a batch. What it holds depends on the dataset, the settings, the epoch and its
/// number alone, so a training goes on after <see cref="Seek"/> as if it had never stopped. For one consumer at a time.
/// </remarks>
public sealed class BatchLoader
{
    private const int DigitsPerPiece = 8;   // some tens of microseconds' work where digits are changed

    private readonly DigitDataset _digits;
    private readonly InputNormalization _normalization;
    private readonly BatchSettings _settings;
    private readonly Workers _workers;
    private readonly Batch _batch;
    private readonly int[] _order;
    private readonly byte[] _changed;   // for each piece two pictures

    private int _orderEpoch = -1;   // whose order _order holds
    private int _epoch;
    private int _number;

    /// <summary>Starts at the first batch of epoch 0.</summary>
    /// <param name="digits">Where the digits come from.</param>
    /// <param name="normalization">How bytes become the network's input.</param>
    /// <param name="settings">Batch size, seed, order, augmentation.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    /// <exception cref="ArgumentException">There is not one batch, or the normalization is for pictures of another size.</exception>
    public BatchLoader(DigitDataset digits, InputNormalization normalization, BatchSettings settings, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.BatchSize, 1);
        int size = digits.Height * digits.Width;
        if (normalization.IsPerPixel && normalization.Mean.Length != size)
        {
            throw new ArgumentException(
                $"{digits.Name}: expected a normalization for {digits.Height}×{digits.Width} pixels, got one for {normalization.Mean.Length}.", nameof(normalization));
        }

        (int full, int rest) = Math.DivRem(digits.Count, settings.BatchSize);
        BatchesPerEpoch = rest == 0 || settings.DropsLast ? full : full + 1;
        if (BatchesPerEpoch == 0)
        {
            throw new ArgumentException(
                $"{digits.Name}: expected at least one batch, got {digits.Count} digits for batches of {settings.BatchSize}.", nameof(digits));
        }

        (_digits, _normalization, _settings, _workers) = (digits, normalization, settings, workers);
        _order = new int[digits.Count];
        _changed = new byte[Pieces(settings.BatchSize) * 2 * size];
        _batch = new Batch(settings.BatchSize, rest, digits.Height, digits.Width, settings.MixingAlpha > 0);
    }

    /// <summary>How many batches an epoch has.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Goes to any batch: <see cref="Next"/> gives this one.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="number">The batch's number in it, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    public void Seek(int epoch, int number = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, BatchesPerEpoch);
        (_epoch, _number) = (epoch, number);
    }

    /// <summary>Assembles the next batch; after an epoch's last comes the next epoch's first.</summary>
    /// <returns>A batch to be read until the next call.</returns>
    /// <exception cref="Exception">Whatever the augmentation threw; the next call tries the same batch again.</exception>
    public Batch Next()
    {
        Order(_epoch);
        _batch.Place(_epoch, _number, _order, _digits, isLastOfEpoch: _number + 1 == BatchesPerEpoch);
        _workers.Run(Pieces(_batch.Count), new Assembly(this));
        (_epoch, _number) = _number + 1 == BatchesPerEpoch ? (_epoch + 1, 0) : (_epoch, _number + 1);
        return _batch;
    }

    private static int Pieces(int digits) => (digits + DigitsPerPiece - 1) / DigitsPerPiece;

    private void Order(int epoch)
    {
        if (_orderEpoch == epoch)
        {
            return;
        }

        _orderEpoch = -1;
        if (_settings.IsShuffled)
        {
            EpochOrder.Fill(_order, _settings.Seed, epoch);
        }
        else
        {
            EpochOrder.FillInOrder(_order);
        }

        _orderEpoch = epoch;
    }

    // The picture at a place of the batch: as it is, or changed and mixed in the memory given.
    private ReadOnlySpan<byte> Picture(int place, Span<byte> memory)
    {
        int index = _batch.Indices[place];
        if (_settings.MixingAlpha == 0)
        {
            return Changed(index, memory);
        }

        Span<byte> mixture = memory[(memory.Length / 2)..];
        var mixing = DigitMixing.Draw(_settings.MixingAlpha, _digits.Count, KeyOf(RandomPurpose.Mixing, index));
        Changed(index, memory[..mixture.Length]).CopyTo(mixture);
        mixing.Apply(mixture, Changed(mixing.Other, memory[..mixture.Length]));
        _batch.Mix(place, _digits.Label(mixing.Other), mixing.Share);
        return mixture;
    }

    // A digit as it looks in this epoch.
    private ReadOnlySpan<byte> Changed(int index, Span<byte> memory)
    {
        ReadOnlySpan<byte> image = _digits.Image(index);
        if (_settings.Augmentation is not IAugmentation augmentation)
        {
            return image;
        }

        Span<byte> changed = memory[..image.Length];
        augmentation.Apply(image, _digits.Height, _digits.Width, changed, KeyOf(RandomPurpose.Augmentation, index));
        return changed;
    }

    private RandomKey KeyOf(RandomPurpose purpose, int index) => new(_settings.Seed, purpose, _epoch, index);

    private readonly struct Assembly(BatchLoader loader) : IJob
    {
        public void Run(int piece)
        {
            Batch batch = loader._batch;
            int size = loader._digits.Height * loader._digits.Width;
            Span<byte> memory = loader._changed.AsSpan(piece * 2 * size, 2 * size);
            for (int i = piece * DigitsPerPiece; i < Math.Min(batch.Count, (piece + 1) * DigitsPerPiece); i++)
            {
                loader._normalization.Apply(loader.Picture(i, memory), batch.Images.Span.Slice(i * size, size));
            }
        }
    }
}
