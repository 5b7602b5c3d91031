using System.Runtime.ExceptionServices;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Gives batch after batch, epoch after epoch, and assembles the next one on a thread of its own while the last is computed with.</summary>
/// <remarks>
/// Two buffers take turns and nothing is allocated for a batch. What a batch holds depends on the dataset, the settings, the epoch and
/// the batch's number alone, so a training goes on after <see cref="Seek"/> as if it had never stopped. For one consumer at a time.
/// </remarks>
public sealed class BatchLoader : IDisposable
{
    private const int Buffers = 2;

    private readonly DigitDataset _digits;
    private readonly InputNormalization _normalization;
    private readonly BatchSettings _settings;
    private readonly Batch[] _buffers = new Batch[Buffers];
    private readonly int[] _order;
    private readonly byte[] _augmented;
    private readonly Thread _thread;
    private readonly object _gate = new();

    private int _orderEpoch = -1;   // whose order _order holds; the assembling thread's own

    // Under the gate: where the next batch to assemble lies, and how many since the last Seek were assembled, handed out, given back.
    private int _epoch;
    private int _number;
    private long _assembled;
    private long _handedOut;
    private long _givenBack;
    private int _seeks;
    private ExceptionDispatchInfo? _failure;
    private bool _isDisposed;

    /// <summary>Starts at the first batch of epoch 0.</summary>
    /// <param name="digits">Where the digits come from.</param>
    /// <param name="normalization">How bytes become the network's input.</param>
    /// <param name="settings">Batch size, seed, order, augmentation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    /// <exception cref="ArgumentException">There is not one batch, or the normalization is for pictures of another size.</exception>
    public BatchLoader(DigitDataset digits, InputNormalization normalization, BatchSettings settings)
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

        (_digits, _normalization, _settings) = (digits, normalization, settings);
        _order = new int[digits.Count];
        _augmented = new byte[size];
        for (int i = 0; i < Buffers; i++)
        {
            _buffers[i] = new Batch(settings.BatchSize, rest, digits.Height, digits.Width);
        }

        _thread = new Thread(AssembleAll) { IsBackground = true, Name = "DigitLab batch loader" };
        _thread.Start();
    }

    /// <summary>How many batches an epoch has.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Goes to any batch: <see cref="Next"/> gives this one. Batches handed out before are no longer to be read.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="number">The batch's number in it, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    public void Seek(int epoch, int number = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, BatchesPerEpoch);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _seeks++;
            (_epoch, _number, _failure) = (epoch, number, null);
            (_assembled, _handedOut, _givenBack) = (0, 0, 0);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next batch, waiting for it if need be; after an epoch's last comes the next epoch's first.</summary>
    /// <returns>A batch to be read until the next call.</returns>
    /// <exception cref="Exception">Whatever the augmentation threw for this batch.</exception>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public Batch Next()
    {
        lock (_gate)
        {
            _givenBack = _handedOut;
            Monitor.PulseAll(_gate);
            while (_assembled == _handedOut && _failure is null && !_isDisposed)
            {
                Monitor.Wait(_gate);
            }

            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_assembled == _handedOut)
            {
                _failure!.Throw();
            }

            return _buffers[_handedOut++ % Buffers];
        }
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void AssembleAll()
    {
        while (WaitForFreeBuffer(out Batch? batch, out int epoch, out int number, out int seeks))
        {
            try
            {
                Assemble(batch!, epoch, number);
                Finish(seeks, null);
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to the consumer: Next throws it there.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Finish(seeks, ExceptionDispatchInfo.Capture(exception));
            }
        }
    }

    private bool WaitForFreeBuffer(out Batch? batch, out int epoch, out int number, out int seeks)
    {
        lock (_gate)
        {
            while (!_isDisposed && (_failure is not null || _assembled - _givenBack == Buffers))
            {
                Monitor.Wait(_gate);
            }

            (batch, epoch, number, seeks) = (_buffers[_assembled % Buffers], _epoch, _number, _seeks);
            return !_isDisposed;
        }
    }

    private void Finish(int seeks, ExceptionDispatchInfo? failure)
    {
        lock (_gate)
        {
            if (seeks != _seeks)
            {
                return;   // nobody waits for this batch any more
            }

            if (failure is not null)
            {
                _failure = failure;
            }
            else
            {
                _assembled++;
                (_epoch, _number) = _number + 1 == BatchesPerEpoch ? (_epoch + 1, 0) : (_epoch, _number + 1);
            }

            Monitor.PulseAll(_gate);
        }
    }

    private void Assemble(Batch batch, int epoch, int number)
    {
        if (_orderEpoch != epoch)
        {
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

        batch.Place(epoch, number, _order, _digits, isLastOfEpoch: number + 1 == BatchesPerEpoch);
        ReadOnlySpan<int> indices = batch.Indices;
        for (int i = 0; i < indices.Length; i++)
        {
            ReadOnlySpan<byte> image = _digits.Image(indices[i]);
            if (_settings.Augmentation is IAugmentation augmentation)
            {
                var key = new RandomKey(_settings.Seed, RandomPurpose.Augmentation, epoch, indices[i]);
                augmentation.Apply(image, _digits.Height, _digits.Width, _augmented, key);
                image = _augmented;
            }

            _normalization.Apply(image, batch.Images.Span.Slice(i * image.Length, image.Length));
        }
    }
}
