using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Teachers that read each batch as the student sees it.</summary>
/// <param name="teachers">At least one; several count alike.</param>
/// <param name="normalization">The student's, whose batches these are; each teacher gets them as its own would be.</param>
/// <param name="temperature">What their outputs are divided by before softmax.</param>
/// <param name="workers">The threads.</param>
internal sealed class LiveTeaching(IReadOnlyList<Network> teachers, InputNormalization normalization, double temperature, Workers workers) : ITeaching
{
    private readonly Dictionary<int, NetworkPlan[]> _plans = [];   // for full batches, and for an epoch's shorter last
    private double[] _one = [];
    private float[] _mean = [];
    private int _classes;

    /// <inheritdoc/>
    public void Read(Batch batch)
    {
        NetworkPlan[] plans = PlansFor(batch.Count);
        _classes = plans[0].Output.Shape[1];
        Array.Resize(ref _one, _classes);
        Array.Resize(ref _mean, batch.Count * _classes);
        Array.Clear(_mean);
        for (int t = 0; t < plans.Length; t++)
        {
            normalization.Translate(batch.Images.Span, teachers[t].Normalization, plans[t].Input.Span);
            plans[t].Forward();
            Add(plans[t].Output);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Of(int sample) => _mean.AsSpan(sample * _classes, _classes);

    private void Add(Tensor output)
    {
        for (int first = 0; first < _mean.Length; first += _classes)
        {
            LogitProbabilities.Write(output.Span.Slice(first, _classes), 1 / temperature, _one);
            for (int c = 0; c < _classes; c++)
            {
                _mean[first + c] += (float)(_one[c] / teachers.Count);
            }
        }
    }

    private NetworkPlan[] PlansFor(int batchSize)
    {
        if (!_plans.TryGetValue(batchSize, out NetworkPlan[]? plans))
        {
            _plans[batchSize] = plans = [.. teachers.Select(teacher => teacher.ForInference(batchSize, workers))];
        }

        return plans;
    }
}
