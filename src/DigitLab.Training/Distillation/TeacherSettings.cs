using System.Text.Json.Serialization;

namespace DigitLab.Training;

/// <summary>How a network learns from others besides the labels: <c>teacher</c> in a run's configuration.</summary>
/// <remarks>The loss is (1 − s) · loss(label) + s · T² · KL(q ‖ softmax(z / T)), q the teachers' mean of softmax(z / T). Source: Hinton, Vinyals, Dean 2015, §2, arXiv:1503.02531.</remarks>
/// <param name="Temperature">T: how much of the teachers' doubts is shown; 1 to 100.</param>
/// <param name="Share">s: how much the teachers count; above 0, at most 1.</param>
/// <param name="Weights">The fingerprints of the teachers' weights, in their order, with spaces between; filled in when they are read.</param>
public sealed record TeacherSettings(double Temperature = TeacherSettings.UsualTemperature, double Share = TeacherSettings.UsualShare, string Weights = "")
{
    /// <summary>The temperature where nobody says: as the authors found good for networks of this size, 2.5 to 4.</summary>
    public const double UsualTemperature = 4;

    /// <summary>The share where nobody says: the authors advise a small weight for the labels.</summary>
    public const double UsualShare = 0.9;

    /// <summary>What the teachers read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TeacherReading Reads { get; init; }

    /// <summary>These settings, if they are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public TeacherSettings Checked() => Temperature is not (>= 1 and <= 100)
        ? throw new ArgumentException($"expected a temperature from 1 to 100, got {Temperature}.")
        : Share is not (> 0 and <= 1) ? throw new ArgumentException($"expected a share above 0 and at most 1, got {Share}.")
        : !Enum.IsDefined(Reads) ? throw new ArgumentException($"expected teachers that read {string.Join(" or ", Enum.GetNames<TeacherReading>())}, got {Reads}.")
        : this;
}
