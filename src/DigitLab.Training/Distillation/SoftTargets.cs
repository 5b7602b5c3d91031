using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What the teachers say of every digit to learn from: a probability for each class.</summary>
/// <remarks>They see each digit once, as it is; what augmentation makes of it is to be read in the same way.</remarks>
public sealed class SoftTargets
{
    private const string TensorName = "targets";

    private readonly Tensor _rows;   // [digits, classes]

    private SoftTargets(Tensor rows) => _rows = rows;

    /// <summary>How many digits there are.</summary>
    public int Count => _rows.Shape[0];

    /// <summary>The probabilities of one digit.</summary>
    internal ReadOnlySpan<float> Of(int index) => _rows.Span.Slice(index * _rows.Shape[1], _rows.Shape[1]);

    /// <summary>Lets the teachers read; several count alike.</summary>
    /// <param name="teachers">At least one.</param>
    /// <param name="digits">The digits to learn from.</param>
    /// <param name="temperature">What their outputs are divided by before softmax.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="ArgumentException">There is no teacher, or the digits have another size than one expects.</exception>
    public static SoftTargets Of(IReadOnlyList<Network> teachers, DigitDataset digits, double temperature, Workers workers)
    {
        DigitProbabilities mean = Ensemble.Vote([.. teachers.Select(teacher => DigitProbabilities.Read(teacher, digits, workers, temperature: temperature))], VoteKind.Mean);
        var rows = new Tensor(new Shape(digits.Count, mean.Of(0).Count));
        for (int i = 0; i < digits.Count; i++)
        {
            for (int c = 0; c < rows.Shape[1]; c++)
            {
                rows.Span[(i * rows.Shape[1]) + c] = (float)mean.Of(i)[c];
            }
        }

        return new SoftTargets(rows);
    }

    /// <summary>Saves them, so that a run can be resumed without its teachers.</summary>
    public void Save(string path) => new SafetensorsFile([new NamedTensor(TensorName, _rows)], new Dictionary<string, string>(StringComparer.Ordinal)).Save(path);

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or holds something else.</exception>
    public static SoftTargets Load(string path) => SafetensorsFile.Load(path).Find(TensorName) is { Shape.Rank: 2 } rows
        ? new SoftTargets(rows)
        : throw new InvalidDataException($"{path}: expected a tensor \"{TensorName}\" [digits, classes], found none: start the run anew in another folder.");
}
