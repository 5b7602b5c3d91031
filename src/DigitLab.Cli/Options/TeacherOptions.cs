using System.CommandLine;
using DigitLab.Training;

namespace DigitLab.Cli.Options;

/// <summary>Which networks teach, and how much.</summary>
internal sealed class TeacherOptions
{
    private readonly Option<string[]> _teachers = new("--teacher")
    {
        Description = "Learn from what trained networks say as well as from the labels: model files, runs' folders, or an experiment's folder for all its networks.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<double?> _temperature = new("--temperature") { Description = $"How much of the teachers' doubts is shown ({TeacherSettings.UsualTemperature} if not given).", HelpName = "T" };
    private readonly Option<double?> _share = new("--teacher-share") { Description = $"How much the teachers count, the labels the rest ({TeacherSettings.UsualShare} if not given).", HelpName = "SHARE" };

    private readonly Option<TeacherReading?> _reads = new("--teacher-reads") { Description = "What the teachers read: the original digit, once before the training, or what the student sees, augmented, each time (original if not given)." };

    /// <summary>All of them, for a command.</summary>
    internal IEnumerable<Option> All => [_teachers, _temperature, _share, _reads];

    /// <summary>The teachers' paths; empty for none.</summary>
    internal IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetValue(_teachers) ?? [];

    /// <summary>What the user wants; null without a teacher.</summary>
    /// <exception cref="UsageException">Something is said of teachers, and there are none.</exception>
    internal TeacherSettings? Read(ParseResult parsed) => (Paths(parsed).Count > 0, parsed.GetValue(_temperature), parsed.GetValue(_share), parsed.GetValue(_reads)) switch
    {
        (true, var temperature, var share, var reads) => new TeacherSettings(temperature ?? TeacherSettings.UsualTemperature, share ?? TeacherSettings.UsualShare) { Reads = reads ?? TeacherReading.Original },
        (false, null, null, null) => null,
        _ => throw new UsageException("--temperature, --teacher-share and --teacher-reads go with --teacher FILE: name the networks that teach."),
    };
}
