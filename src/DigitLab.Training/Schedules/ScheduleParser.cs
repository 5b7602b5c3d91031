using System.Globalization;

namespace DigitLab.Training;

/// <summary>Reads the short form of a schedule that the command line takes: <c>cosine</c>, <c>step:5:0.5</c>, <c>plateau:2:0.2</c>.</summary>
public static class ScheduleParser
{
    /// <summary>All short forms; what stands in brackets may be left out.</summary>
    public const string Forms =
        "constant, step:EPOCHS:FACTOR[:OFFSET:FLOOR], exponential:FACTOR, cosine[:WARMUP_EPOCHS], one-cycle[:RISE_FRACTION:START_DIVISOR:FINAL_DIVISOR], plateau[:PATIENCE:FACTOR]";

    /// <summary>The schedule that a short form names.</summary>
    /// <exception cref="FormatException">It names none, or a number in it is out of its range; the message says what is allowed.</exception>
    public static LearningRateSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().Split(':');
        try
        {
            return (parts[0], parts.Length - 1) switch
            {
                ("constant", 0) => new ConstantSchedule(),
                ("step", 2) => new StepSchedule(Number(parts[1]), Number(parts[2])),
                ("step", 4) => new StepSchedule(Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4])),
                ("exponential", 1) => new ExponentialSchedule(Number(parts[1])),
                ("cosine", 0) => new CosineSchedule(),
                ("cosine", 1) => new CosineSchedule(Whole(parts[1])),
                ("one-cycle", 0) => new OneCycleSchedule(),
                ("one-cycle", 3) => new OneCycleSchedule(Number(parts[1]), Number(parts[2]), Number(parts[3])),
                ("plateau", 0) => new PlateauSchedule(),
                ("plateau", 2) => new PlateauSchedule(Whole(parts[1]), Number(parts[2])),
                _ => throw Refusal(text, $"expected one of {Forms}"),
            };
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);   // a number out of its range: the schedule's own sentence
        }

        int Whole(string part) => int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole)
            ? whole
            : throw Refusal(text, $"expected a whole number in place of \"{part}\", in one of the forms {Forms}");

        double Number(string part) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Refusal(text, $"expected a number in place of \"{part}\", in one of the forms {Forms}");
    }

    private static FormatException Refusal(string text, string expected) => new($"Schedule \"{text}\": {expected}.");
}
