namespace DigitLab.Training.Tests;

public sealed class LearningRateScheduleTests
{
    /// <summary>A schedule, steps an epoch, epochs, and the factor of each step.</summary>
    public static TheoryData<LearningRateSchedule, int, int, double[]> Tables => new()
    {
        { new ConstantSchedule(), 2, 2, [1, 1, 1, 1] },
        { new StepSchedule(3, 0.5), 1, 8, [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25] },
        { new StepSchedule(1, 0.1), 2, 3, [1, 1, 0.1, 0.1, 0.01, 0.01] },
        { new StepSchedule(2.5, 0.5), 1, 8, [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25] },

        // lenet53 as published: 0.78^⌊(1 + epoch)/k⌋, not below 0.01 of the rate.
        { new StepSchedule(3, 0.78, Offset: 1, Floor: 0.01), 1, 6, [1, 1, 0.78, 0.78, 0.78, 0.6084] },
        { new StepSchedule(1, 0.1, Offset: 1, Floor: 0.01), 1, 4, [0.1, 0.01, 0.01, 0.01] },
        { new ExponentialSchedule(0.9), 1, 5, [1, 0.9, 0.81, 0.729, 0.6561] },
        { new ExponentialSchedule(0.5), 3, 2, [1, 1, 1, 0.5, 0.5, 0.5] },

        // PyTorch 1.13: CosineAnnealingLR(T_max=8).
        {
            new CosineSchedule(), 4, 2,
            [1, 0.9619397662556434, 0.8535533905932737, 0.6913417161825449, 0.5, 0.30865828381745514, 0.14644660940672627, 0.03806023374435664]
        },

        // Four steps up by quarters, then the cosine over the four that are left.
        { new CosineSchedule(1), 4, 2, [0.25, 0.5, 0.75, 1, 1, 0.8535533905932737, 0.5, 0.14644660940672627] },

        // PyTorch 1.13: OneCycleLR(total_steps=10), the last value from its final_div_factor.
        {
            new OneCycleSchedule(), 5, 2,
            [
                0.04, 0.52, 1, 0.9504846320134737, 0.8117456539497631, 0.6112620219362893, 0.38874197806371075, 0.18825834605023697,
                0.049519367986526286, 0.000004,
            ]
        },

        // PyTorch 1.13: OneCycleLR(total_steps=20, pct_start=.25, div_factor=10, final_div_factor=100).
        {
            new OneCycleSchedule(0.25, 10, 100), 20, 1,
            [
                0.1, 0.23180194846605362, 0.55, 0.8681980515339464, 1, 0.9890847265665359, 0.956815956092479, 0.9046039886902862,
                0.8347307378762497, 0.75025, 0.6548539886902862, 0.552711967402193, 0.4482880325978072, 0.3461460113097138, 0.25075,
                0.16626926212375048, 0.0963960113097138, 0.044184043907520815, 0.011915273433464057, 0.001,
            ]
        },
        { new OneCycleSchedule(), 1, 1, [1] },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_schedule_follows_its_table(LearningRateSchedule schedule, int stepsPerEpoch, int epochs, double[] expected)
    {
        for (int step = 0; step < expected.Length; step++)
        {
            double factor = schedule.FactorAt(new ScheduleMoment(step, stepsPerEpoch, epochs), []);
            Assert.True(Math.Abs(factor - expected[step]) <= 1e-14, $"step {step}: expected {expected[step]:R}, got {factor:R}");
        }
    }

    [Theory]
    [InlineData(new double[] { }, 1)]
    [InlineData(new[] { 0.5 }, 1)]
    [InlineData(new[] { 0.5, 0.4 }, 1)]
    [InlineData(new[] { 0.5, 0.4, 0.5 }, 0.2)]   // a tie is no improvement
    [InlineData(new[] { 0.5, 0.4, 0.5, 0.5 }, 0.2)]   // the count starts anew
    [InlineData(new[] { 0.5, 0.4, 0.5, 0.5, 0.4 }, 0.04)]
    [InlineData(new[] { 0.5, 0.4, 0.6, 0.5 }, 1)]   // an improvement in between
    [InlineData(new[] { -3.0, -2.0, -2.5, -1.9 }, 1)]   // losses are negated
    public void A_plateau_lowers_the_rate_after_epochs_that_stand_still(double[] scores, double expected) =>
        Assert.Equal(expected, new PlateauSchedule(2, 0.2).FactorAt(new ScheduleMoment(0, 1, 10), scores), 1e-15);

    [Fact]
    public void A_schedule_survives_its_json()
    {
        foreach (object[] row in Tables.Append([new PlateauSchedule(3, 0.3)]))
        {
            var schedule = (LearningRateSchedule)row[0];
            Assert.Equal(schedule, TrainingJson.Read<LearningRateSchedule>(TrainingJson.Write(schedule), "schedule"));
        }
    }

    public static TheoryData<Func<LearningRateSchedule>, string> Wrong => new()
    {
        { () => new StepSchedule(0, 0.5), "Schedule step: expected a number of epochs above 0 between two falls, got 0." },
        { () => new StepSchedule(1, 0.5, -1), "Schedule step: expected an offset of at least 0 epochs, got -1." },
        { () => new StepSchedule(1, 0.5, 0, 2), "Schedule step: expected a floor of at least 0 and at most 1, got 2." },
        { () => new StepSchedule(1, 0), "Schedule step: expected a factor above 0 and at most 1, got 0." },
        { () => new StepSchedule(1, 1.5), "Schedule step: expected a factor above 0 and at most 1, got 1.5." },
        { () => new ExponentialSchedule(double.NaN), "Schedule exponential: expected a factor above 0 and at most 1, got NaN." },
        { () => new CosineSchedule(-1), "Schedule cosine: expected at least 0 epochs of warm-up, got -1." },
        { () => new OneCycleSchedule(1), "Schedule one-cycle: expected a rising part of at least 0 and less than 1, got 1." },
        { () => new OneCycleSchedule(0.3, 0.5), "Schedule one-cycle: expected a divisor of the first rate of at least 1, got 0.5." },
        {
            () => new OneCycleSchedule(0.3, 25, double.PositiveInfinity),
            "Schedule one-cycle: expected a divisor of the last rate of at least 1, got Infinity."
        },
        { () => new PlateauSchedule(0), "Schedule plateau: expected a patience of at least 1 epoch, got 0." },
        { () => new PlateauSchedule(1, 1), "Schedule plateau: expected a factor above 0 and less than 1, got 1." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_setting_out_of_its_range_is_refused_in_a_sentence(Func<LearningRateSchedule> build, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(build).Message);
}
