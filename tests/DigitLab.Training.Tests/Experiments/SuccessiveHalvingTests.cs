namespace DigitLab.Training.Tests;

public sealed class SuccessiveHalvingTests
{
    private const int Epochs = 9;
    private static readonly PruningSettings Thirds = new(1);

    [Fact]
    public void Nobody_goes_on_before_all_have_come_to_the_rung()
    {
        var decisions = Decide([[0.5], [0.6], []]);

        Assert.All(decisions, decision => Assert.Equal((1, (int?)null), (decision.Target, decision.StoppedAt)));
    }

    [Fact]
    public void A_third_goes_on_three_times_longer_and_the_rest_is_stopped()
    {
        // Nine settings to epoch 1; the best three to 3; the best of them to the end.
        double[][] settings = [[0.1], [0.9, 0.9, 0.91], [0.2], [0.8, 0.8, 0.95], [0.3], [0.7, 0.7, 0.7], [0.4], [0.5], [0.6]];
        IReadOnlyList<SettingDecision> decisions = Decide(settings);

        Assert.Equal(new SettingDecision(Epochs, null), decisions[3]);
        Assert.Equal([1, 5], Places(decisions, stoppedAt: 3));
        Assert.Equal([0, 2, 4, 6, 7, 8], Places(decisions, stoppedAt: 1));
    }

    [Fact]
    public void What_counts_at_a_rung_is_the_best_epoch_up_to_it_and_not_what_came_later()
    {
        IReadOnlyList<SettingDecision> decisions = Decide([[0.9, 0.1], [0.8, 0.99], [0.7]]);

        Assert.Equal([0], Enumerable.Range(0, 3).Where(place => decisions[place].StoppedAt is null));
    }

    [Fact]
    public void Equal_scores_go_by_the_validation_loss_and_then_by_the_grids_order()
    {
        Assert.Equal([1], Left(Decide([[0.5], [0.5], [0.5]], loss: [0.3, 0.2, 0.3])));
        Assert.Equal([0], Left(Decide([[0.5], [0.5], [0.5]])));
    }

    [Fact]
    public void A_setting_that_diverged_is_last_and_one_that_merely_crashed_is_waited_for()
    {
        TrialRecord[] trials = [Trial(1, [0.5]), Trial(2, []), Trial(3, [0.4])];
        var diverged = new TrialFailure("the loss is NaN", [], IsFinal: true);

        Assert.Equal([0], Left(Decide([trials[0], trials[1] with { Failure = diverged }, trials[2]])));
        Assert.Equal([0, 1, 2], Left(Decide([trials[0], trials[1] with { Failure = diverged with { IsFinal = false } }, trials[2]])));
    }

    [Fact]
    public void A_trial_that_ended_before_the_rung_by_itself_is_not_waited_for()
    {
        var pruning = new PruningSettings(3);
        TrialRecord early = Trial(1, [0.5, 0.9]) with { Summary = Finished };

        Assert.Equal([0], Left(SuccessiveHalving.Decide(pruning, [[early], [Trial(2, [0.1, 0.2, 0.3])], [Trial(3, [0.1, 0.2, 0.4])]], MonitoredScore.ValidationAccuracy)));
    }

    [Fact]
    public void All_seeds_of_a_setting_stay_or_go_together()
    {
        IReadOnlyList<SettingDecision> decisions = SuccessiveHalving.Decide(
            Thirds, [[Trial(1, [0.9]), Trial(2, [0.1])], [Trial(3, [0.6]), Trial(4, [0.6])], [Trial(5, [0.2]), Trial(6, [0.2])]], MonitoredScore.ValidationAccuracy);

        Assert.Equal([1], Left(decisions));   // 0.6 is more than (0.9 + 0.1) / 2
    }

    [Fact]
    public void Without_pruning_all_train_to_the_end() =>
        Assert.All(SuccessiveHalving.Decide(null, [[Trial(1, [0.1])], [Trial(2, [])]], MonitoredScore.ValidationAccuracy), decision => Assert.Equal(new SettingDecision(Epochs, null), decision));

    [Theory]
    [InlineData(9, 9, new[] { 1, 3 })]
    [InlineData(25, 100, new[] { 12, 36 })]
    [InlineData(3, 10, new[] { 4 })]
    [InlineData(2, 10, new int[0])]
    [InlineData(1000, 2, new[] { 1 })]
    public void The_usual_rungs_leave_at_least_one_setting(int settings, int epochs, int[] expected) =>
        Assert.Equal(expected, SuccessiveHalving.Rungs(PruningSettings.Usual(settings, epochs), epochs));

    private static RunSummary Finished => new(
        new TrainingConfiguration { Model = "mlp" }, StopReason.EarlyStopping, false, 1, 1, 1, 1, 1, null, "", 0, default, new MachineDescription("", "", 1, 1, "", ""));

    private static IReadOnlyList<SettingDecision> Decide(double[][] accuracies, double[]? loss = null) =>
        Decide([.. accuracies.Select((each, index) => Trial(index + 1, each, loss?[index] ?? 0.5))]);

    private static IReadOnlyList<SettingDecision> Decide(TrialRecord[] trials) =>
        SuccessiveHalving.Decide(Thirds, [.. trials.Select(trial => (TrialRecord[])[trial])], MonitoredScore.ValidationAccuracy);

    private static int[] Left(IReadOnlyList<SettingDecision> decisions) => Places(decisions, stoppedAt: null);

    private static int[] Places(IReadOnlyList<SettingDecision> decisions, int? stoppedAt) =>
        [.. Enumerable.Range(0, decisions.Count).Where(place => decisions[place].StoppedAt == stoppedAt)];

    private static TrialRecord Trial(int number, double[] accuracies, double loss = 0.5) => new(
        number, number, new TrainingConfiguration { Model = "mlp", MaxEpochs = Epochs }, [.. accuracies.Select((accuracy, index) => new EpochRecord(index + 1, 1, 0.5, loss, accuracy, 0.1, 1, 1))], null, null, null, null);
}
