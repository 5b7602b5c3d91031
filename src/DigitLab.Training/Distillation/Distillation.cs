using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Adds what the teachers say to a batch's loss and gradient.</summary>
/// <remarks>
/// <para>
/// With p = softmax(z / T): loss ← (1 − s) · loss + s · T² · (1/N) Σ_n Σ_j q_nj log(q_nj / p_nj), and ∂/∂z_nj ← (1 − s) · ∂ + s · T · (p_nj − q_nj) / N.
/// </para>
/// <para>Of rendered digits, such as the teachers may never have seen, only the labels count: their loss and their gradient stay whole.</para>
/// </remarks>
/// <param name="settings">How much the teachers count.</param>
/// <param name="teaching">What they say.</param>
/// <param name="labels">The loss by the labels.</param>
/// <param name="writtenCount">How many of the digits to learn from are written; rendered ones come after them.</param>
internal sealed class Distillation(TeacherSettings settings, ITeaching teaching, Loss labels, int writtenCount)
{
    private double[] _probabilities = [];

    /// <summary>The loss of a batch with the teachers' part.</summary>
    /// <param name="output">The network's: <c>[batch, classes]</c>.</param>
    /// <param name="batch">What the output is about.</param>
    /// <param name="loss">The loss by the labels.</param>
    /// <param name="outputGradient">Its gradient, to which the teachers' is added.</param>
    internal double Add(Tensor output, Batch batch, double loss, Tensor outputGradient)
    {
        teaching.Read(batch);
        int classes = output.Shape[1];
        Array.Resize(ref _probabilities, classes);
        (double temperature, double share) = (settings.Temperature, settings.Share);
        double divergence = 0, untaught = 0;
        for (int n = 0; n < batch.Count; n++)
        {
            if (batch.Indices[n] >= writtenCount)
            {
                untaught += labels.ComputeOne(output.Span.Slice(n * classes, classes), batch.Labels[n]);
                continue;
            }

            LogitProbabilities.Write(output.Span.Slice(n * classes, classes), 1 / temperature, _probabilities);
            ReadOnlySpan<float> wanted = teaching.Of(n);
            Span<float> gradient = outputGradient.Span.Slice(n * classes, classes);
            for (int c = 0; c < classes; c++)
            {
                double p = _probabilities[c], q = c < wanted.Length ? wanted[c] : 0;
                divergence += q > 0 ? q * (PortableMath.Log(q) - PortableMath.Log(Math.Max(p, double.Epsilon))) : 0;
                gradient[c] = (float)(((1 - share) * gradient[c]) + (share * temperature * (p - q) / batch.Count));
            }
        }

        return ((1 - share) * loss) + (share * ((temperature * temperature * divergence) + untaught) / batch.Count);
    }
}
