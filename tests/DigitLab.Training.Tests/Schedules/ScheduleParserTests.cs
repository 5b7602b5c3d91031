using System.Globalization;

namespace DigitLab.Training.Tests;

public sealed class ScheduleParserTests
{
    public static TheoryData<string, LearningRateSchedule> Forms => new()
    {
        { "constant", new ConstantSchedule() },
        { "step:5:0.5", new StepSchedule(5, 0.5) },
        { "step:6.5:0.78:1:0.01", new StepSchedule(6.5, 0.78, 1, 0.01) },
        { "exponential:0.95", new ExponentialSchedule(0.95) },
        { "cosine", new CosineSchedule() },
        { "cosine:2", new CosineSchedule(2) },
        { "one-cycle", new OneCycleSchedule() },
        { "one-cycle:0.25:10:100", new OneCycleSchedule(0.25, 10, 100) },
        { "plateau:2:0.2", new PlateauSchedule(2, 0.2) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_short_form_names_a_schedule_and_the_schedule_gives_it_back(string text, LearningRateSchedule schedule)
    {
        Assert.Equal(schedule, ScheduleParser.Parse(text));
        Assert.Equal(text, schedule.ToString());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_short_form_is_the_same_where_numbers_have_a_comma(string text, LearningRateSchedule schedule)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal(text, schedule.ToString());
            Assert.Equal(schedule, ScheduleParser.Parse(text));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Plateau_has_defaults() => Assert.Equal(new PlateauSchedule(), ScheduleParser.Parse(" plateau "));

    [Theory]
    [InlineData("cosin")]
    [InlineData("")]
    [InlineData("step")]
    [InlineData("step:5")]
    [InlineData("constant:1")]
    [InlineData("one-cycle:0.3")]
    public void What_is_no_schedule_is_answered_with_all_forms(string text) => Assert.Equal(
        $"Schedule \"{text}\": expected one of {ScheduleParser.Forms}.", Assert.Throws<FormatException>(() => ScheduleParser.Parse(text)).Message);

    [Theory]
    [InlineData("step:x:0.5", "a number in place of \"x\"")]
    [InlineData("plateau:1.5:0.5", "a whole number in place of \"1.5\"")]
    [InlineData("exponential:0,9", "a number in place of \"0,9\"")]
    [InlineData("exponential:2", "a factor above 0 and at most 1, got 2")]
    public void A_wrong_number_is_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ScheduleParser.Parse(text)).Message, StringComparison.Ordinal);
}
