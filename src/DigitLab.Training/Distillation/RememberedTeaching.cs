using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>What teachers said of each digit before the training.</summary>
internal sealed class RememberedTeaching(SoftTargets targets) : ITeaching
{
    private Batch? _batch;

    /// <inheritdoc/>
    public void Read(Batch batch) => _batch = batch;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Of(int sample) => targets.Of(_batch!.Indices[sample]);
}
