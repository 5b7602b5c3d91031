using System.Globalization;
using System.Text;

namespace DigitLab.Training;

/// <summary>A run's <c>history.csv</c>: a heading, then a line for each epoch. Numbers are in the invariant culture, scores exact, missing ones empty.</summary>
public static class RunHistory
{
    private const string Heading =
        "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,learning_rate,seconds,digits_per_second";

    private const int Fields = 8;

    /// <summary>The content for these epochs.</summary>
    public static string ToCsv(IEnumerable<EpochRecord> epochs)
    {
        var csv = new StringBuilder(Heading).Append('\n');
        foreach (EpochRecord epoch in epochs)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.TrainingLoss},{epoch.TrainingAccuracy},")
                .Append(CultureInfo.InvariantCulture, $"{epoch.ValidationLoss},{epoch.ValidationAccuracy},{epoch.LearningRate},")
                .Append(CultureInfo.InvariantCulture, $"{epoch.Seconds:F3},{epoch.DigitsPerSecond:F0}\n");
        }

        return csv.ToString();
    }

    /// <summary>Reads a run's history, also while the run goes on.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is no history; the message names the line.</exception>
    public static IReadOnlyList<EpochRecord> Load(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>The epochs in a content.</summary>
    /// <param name="csv">The content.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no history; the message names the line.</exception>
    public static IReadOnlyList<EpochRecord> Parse(string csv, string name)
    {
        string[] lines = csv.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return lines[0] == Heading
            ? [.. lines.Skip(1).Select((line, index) => ParseLine(line, $"{name}, line {index + 2}"))]
            : throw new InvalidDataException($"{name}, line 1: expected the heading {Heading}, got \"{lines[0]}\".");
    }

    private static EpochRecord ParseLine(string line, string place)
    {
        string[] fields = line.Split(',');
        if (fields.Length != Fields)
        {
            throw new InvalidDataException($"{place}: expected {Fields} fields, got {fields.Length}.");
        }

        return new EpochRecord(
            int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : throw NoNumber(fields[0], place),
            Number(fields[1], place),
            Number(fields[2], place),
            NumberOrNull(fields[3], place),
            NumberOrNull(fields[4], place),
            Number(fields[5], place),
            Number(fields[6], place),
            Number(fields[7], place));
    }

    private static double? NumberOrNull(string field, string place) => field.Length == 0 ? null : Number(field, place);

    private static double Number(string field, string place) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw NoNumber(field, place);

    private static InvalidDataException NoNumber(string field, string place) => new($"{place}: expected a number, got \"{field}\".");
}
